import { writeFile } from "node:fs/promises";
import type { ListTotals } from "#contracts/metric-lists.ts";
import type { Caller } from "../client.ts";
import type { Marts, Row } from "../duck.ts";

interface Page {
  readonly rows: Record<string, unknown>[];
  readonly totals: ListTotals | null;
  readonly total_rows: number;
  readonly next_cursor: string | null;
}

/** All pages of a list. @throws when a page is refused, or their rows are not as many as the list says */
export async function list(caller: Caller, noun: string, query: Record<string, string>): Promise<Page> {
  const rows: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  while (true) {
    const search = new URLSearchParams({ ...query, ...(cursor && { cursor }) });
    const answer = await caller.get(`/api/metrics/${noun}/?${search}`);
    if (!answer.ok) throw new Error(`${noun} answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    rows.push(...page.rows);
    cursor = page.next_cursor;
    if (cursor !== null) continue;
    if (rows.length !== page.total_rows) throw new Error(`${noun}: ${rows.length} rows of ${page.total_rows}`);
    return { ...page, rows };
  }
}

export async function csv(caller: Caller, query: Record<string, string>): Promise<string> {
  const answer = await caller.get(`/api/metrics/export.csv?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(`the file answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

/** The rows of a CSV file by their header, as DuckDB reads it; an empty cell is null. */
export async function readCsv(marts: Marts, text: string): Promise<Row[]> {
  const file = `${marts.file}.csv`;
  await writeFile(file, text);
  return marts.ask(`from read_csv('${file}', header = true, all_varchar = true)`);
}
