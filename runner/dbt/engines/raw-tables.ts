import type { Json, Raw, Sync } from "../lake.fixture.ts";

export type RawType = "varchar" | "bigint" | "decimal(38,9)" | "boolean" | "json";

/** A stream's raw records of all syncs, as a destination of Airbyte lands them in a table. */
export interface RawTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: RawType])[];
  readonly records: readonly RawRecord[];
}

export interface RawRecord {
  readonly row: Raw;
  readonly rawId: string;
  readonly extractedAt: string;
  readonly meta: string;
}

/** One table per platform and stream, with the widest type that a column had in any sync. */
export function rawTables(syncs: readonly Sync[]): RawTable[] {
  const streams = Map.groupBy(syncs.entries(), ([, { platform, stream }]) => `${platform}.${stream}`);
  return [...streams.values()].map((parts) => {
    const [, { platform, stream }] = parts[0]!;
    const records = parts.flatMap(([number, sync]) => recordsOf(number, sync));
    const names = new Set(records.flatMap(({ row }) => Object.keys(row)));
    const columns = [...names].map((name) => [name, typeOf(records.map(({ row }) => row[name] ?? null))] as const);
    return { schema: platform, name: stream, columns, records };
  });
}

const recordsOf = (number: number, { rows, extractedAt, isBackfill }: Sync): RawRecord[] =>
  rows.map((row, index) => ({
    row,
    rawId: `${String(index).padStart(8, "0")}-0000-4000-8000-000000000000`,
    extractedAt,
    meta: JSON.stringify({ sync_id: String(number).padStart(4, "0"), ...(isBackfill && { backfill: true }) }),
  }));

function typeOf(column: readonly Json[]): RawType {
  const values = column.filter((value) => value !== null);
  if (values.some((value) => typeof value === "object")) return "json";
  if (values.some((value) => typeof value === "string")) return "varchar";
  if (values.length > 0 && values.every((value) => typeof value === "boolean")) return "boolean";
  return values.every((value) => Number.isInteger(value)) ? "bigint" : "decimal(38,9)";
}
