import type { StreamResult } from "#contracts/connection-runs.ts";
import type { SyncWarning } from "../../db/sync-moves.ts";

/** Reports are read again over the look-back, so they always have rows; a list of what was edited may well have none. */
const isReport = ({ name }: StreamResult): boolean => /insight|report|analytics|performance/i.test(name);

const rowsOf = (streams: readonly StreamResult[]): number => streams.reduce((sum, { rows }) => sum + rows, 0);

/** A report that brought rows the last time and has none now: the platform answered, but did not tell of anything. */
export function emptyReportWarning(now: readonly StreamResult[], before: readonly StreamResult[]): SyncWarning | null {
  const had = new Map(before.map(({ name, rows }) => [name, rows]));
  const empty = now.filter((stream) => isReport(stream) && stream.rows === 0 && (had.get(stream.name) ?? 0) > 0);
  if (empty.length === 0) return null;
  const told = empty.map(({ name }) => `${name} (${had.get(name)} before)`).join(", ");
  return { kind: "empty", message: `no rows came of ${told}` };
}

/** What was read and what was written should be the same number. `written` null: this Airbyte does not tell. */
export function countsWarning(streams: readonly StreamResult[], written: number | null): SyncWarning | null {
  const read = rowsOf(streams);
  if (written === null || streams.length === 0 || read === written) return null;
  return {
    kind: "counts_differ",
    message: `${read} rows were read and ${written} written; the next sync reads the days of the look-back again`,
  };
}
