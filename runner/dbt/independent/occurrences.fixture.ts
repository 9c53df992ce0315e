import type { Json, Raw, Sync } from "../lake.fixture.ts";
import type { Quirks } from "./quirks.fixture.ts";

/** Records of a stream, with the names of columns in lower case. */
export const rowsOf = ({ syncs }: Quirks, stream: string): Raw[] =>
  syncsOf(syncs, stream).flatMap(({ rows }) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]))),
  );
export const syncsOf = (syncs: readonly Sync[], stream: string) =>
  syncs.filter((sync) => `${sync.platform}.${sync.stream}` === stream);

export type Where = (world: Quirks) => boolean;
/** A record of the stream whose column is so. */
export const some =
  (stream: string, column: string, is: (value: Json | undefined) => boolean): Where =>
  (world) =>
    rowsOf(world, stream).some((row) => is(row[column]));
export const all =
  (...wheres: Where[]): Where =>
  (world) =>
    wheres.every((where) => where(world));
export const text = (value: Json | undefined) => typeof value === "string";
export const number = (value: Json | undefined) => typeof value === "number";
export const like = (pattern: RegExp) => (value: Json | undefined) => pattern.test(String(value));
export const inside = (value: Json | undefined, name: string) =>
  (value as Readonly<Record<string, Json>> | undefined)?.[name];
/** Things that the report tells of and the list does not. */
export const gone =
  (report: string, id: string, list: string, listed: string): Where =>
  (world) => {
    const ids = new Set(rowsOf(world, list).map((row) => String(row[listed])));
    return rowsOf(world, report).some((row) => row[id] !== undefined && !ids.has(String(row[id])));
  };
/** Days that a stream was read again for. */
export const again = (stream: string, day: string, isBackfill: boolean): Where => {
  const daysOf = ({ rows }: Sync) =>
    new Set(
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([name, value]) => (name.toLowerCase() === day ? [String(value)] : [])),
      ),
    );
  return ({ syncs }) =>
    syncsOf(syncs, stream).some(
      (sync) =>
        sync.isBackfill === isBackfill &&
        syncsOf(syncs, stream).some(
          (other) => other.extractedAt < sync.extractedAt && [...daysOf(other)].some((told) => daysOf(sync).has(told)),
        ),
    );
};
