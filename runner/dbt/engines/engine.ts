import type { Sync } from "../lake.fixture.ts";

/** A value as text in one spelling, whatever the engine's; null is null. */
export type Cell = string | null;
export type Row = Readonly<Record<string, Cell>>;

export type Rate = Readonly<Record<"date" | "base" | "quote" | "rate" | "source", string>>;

/** A warehouse of one tenant on one engine, with raw records of its own. */
export interface Engine {
  readonly name: "duckdb" | "postgres" | "trino";
  /** What `profiles.yml` reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts the records of these syncs, and these rates, in the place of all that was there of the same streams. */
  load(syncs: readonly Sync[], rates: readonly Rate[]): Promise<void>;
  query(sql: string): Promise<Row[]>;
}

/** Fractions of a second that are none and the zone, always UTC, are spelled differently everywhere. */
const instant = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d*?)?0*(?: UTC|\+00(?::00)?)?$/;

export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  const text = String(value);
  const [, seconds, fraction = ""] = instant.exec(text) ?? [];
  return seconds ? seconds + (fraction === "." ? "" : fraction) : text;
}

export const rowOf = (row: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)]));
