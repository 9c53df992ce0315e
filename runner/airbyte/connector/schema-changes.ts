import { z } from "zod";
import { columnType, propertiesOf } from "../landing/columns.ts";
import type { Catalog, CatalogStream } from "./messages.ts";

export const SchemaChange = z.object({
  stream: z.string(),
  kind: z.enum(["stream_added", "stream_removed", "column_added", "column_removed", "column_retyped"]),
  /** null when it is about the whole stream. */
  column: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type SchemaChange = z.infer<typeof SchemaChange>;

const told = {
  VARCHAR: "string",
  BIGINT: "integer",
  "DECIMAL(38,9)": "number",
  BOOLEAN: "boolean",
  JSON: "json",
} as const;

/** Each column of a stream with the type in which it lands. */
export const landedColumns = (stream: CatalogStream): Map<string, string> =>
  new Map(Object.entries(propertiesOf(stream.json_schema)).map(([name, value]) => [name, told[columnType(value)]]));

/** What is new, gone or of another type; the same catalog in another order is no change. */
export function schemaChanges(before: Catalog, after: Catalog): SchemaChange[] {
  const [old, now] = [before, after].map(({ streams }) => new Map(streams.map((stream) => [stream.name, stream])));
  const names = [...new Set([...old!.keys(), ...now!.keys()])];
  return names.flatMap((stream): SchemaChange[] => {
    const [was, is] = [old!.get(stream), now!.get(stream)];
    if (was && is) return columnChanges(stream, landedColumns(was), landedColumns(is));
    return [{ stream, kind: is ? "stream_added" : "stream_removed", column: null, from: null, to: null }];
  });
}

function columnChanges(
  stream: string,
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
): SchemaChange[] {
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((column): SchemaChange[] => {
    const [from, to] = [was.get(column) ?? null, is.get(column) ?? null];
    if (from === to) return [];
    const kind = from === null ? "column_added" : to === null ? "column_removed" : "column_retyped";
    return [{ stream, kind, column, from, to }];
  });
}
