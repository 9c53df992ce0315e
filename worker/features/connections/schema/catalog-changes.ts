import type { SchemaChange } from "#contracts/connections.ts";
import type { Catalog } from "../../../db/stream-catalogs.ts";
import type { AirbyteStream } from "../airbyte/streams.ts";

export type FoundSchemaChange = Pick<SchemaChange, "stream" | "kind" | "column" | "from" | "to">;

/** What is kept of a source's streams; `chosen`: those that the connection reads, null: all. In one order, so that no other order is a change. */
export function catalogOf(streams: readonly AirbyteStream[], chosen: ReadonlySet<string> | null): Catalog {
  const columnsOf = ({ name, columns }: AirbyteStream) =>
    chosen && !chosen.has(name) ? null : columns.map((column) => column.name).toSorted();
  return Object.fromEntries(
    streams
      .map((stream) => [stream.name, columnsOf(stream)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** New streams, and what is new or gone of those that are read. Columns are compared where they were known before; their types never are. */
export function catalogChanges(before: Catalog, after: Catalog): FoundSchemaChange[] {
  const about = (stream: string, kind: SchemaChange["kind"], column: string | null = null): FoundSchemaChange => ({
    stream,
    kind,
    column,
    from: null,
    to: null,
  });
  const gone = Object.entries(before).flatMap(([stream, columns]) =>
    columns && !(stream in after) ? [about(stream, "stream_removed")] : [],
  );
  const others = Object.entries(after).flatMap(([stream, is]) => {
    if (!(stream in before)) return [about(stream, "stream_added")];
    const was = before[stream];
    if (!was || !is) return [];
    return [
      ...is.filter((column) => !was.includes(column)).map((column) => about(stream, "column_added", column)),
      ...was.filter((column) => !is.includes(column)).map((column) => about(stream, "column_removed", column)),
    ];
  });
  return [...gone, ...others];
}
