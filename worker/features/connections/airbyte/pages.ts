import { z } from "zod";
import type { AirbyteRequest } from "./transport.ts";

const pageSize = 100;
/** Of an Airbyte that never gives an empty page. */
const mostPages = 200;

/** All of a list. `next` is there even on the last page, so it is read until a page is empty; rows that do not fit are left out. */
export async function listAll<Row extends z.ZodType>(
  request: AirbyteRequest,
  path: string,
  query: Readonly<Record<string, string>>,
  row: Row,
): Promise<z.output<Row>[]> {
  const answer = z.object({ data: z.array(z.unknown()).nullable().default([]) });
  const all: z.output<Row>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const asked = { ...query, limit: String(pageSize), offset: String(page * pageSize) };
    const { data } = await request({ method: "GET", path, query: asked, answer });
    if (!data || data.length === 0) break;
    for (const each of data) {
      const read = row.safeParse(each);
      if (read.success) all.push(read.data);
    }
  }
  return all;
}
