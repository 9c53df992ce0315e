import type { Json, Raw, Sync } from "../lake.fixture.ts";
import { days, draws } from "../world.fixture.ts";

const allDays = days("2026-03-01", 14);

/** Things are renamed in the middle of the world; reports of earlier days keep the name that they had. */
export const renamedOn = (day: string): string => (day < "2026-03-09" ? "" : ", renamed");

/** Writes raw records as a seed decides. */
export type Pen = ReturnType<typeof penOf>;

export function penOf(seed: number) {
  const next = draws(seed);
  const upTo = (most: number) => Math.floor(next() * most);
  const one = <Item>(items: readonly Item[]): Item => items[upTo(items.length)]!;
  const often = (chance: number) => next() < chance;
  const amount = () => BigInt(upTo(80_000_000));
  /** A number as the connector's version of the day writes it. */
  const written = (text: string): Json => (often(0.5) ? text : Number(text));
  /** What a platform may leave out: absent, null, empty or a dash. */
  const sometimes = (name: string, value: Json): Raw =>
    often(0.75) ? { [name]: value } : often(0.5) ? {} : { [name]: one([null, "", "-"]) };
  const cased = (row: Raw, style: number): Raw =>
    style === 0
      ? row
      : Object.fromEntries(
          Object.entries(row).map(([name, value]) => [style === 1 ? name.toUpperCase() : name.toLowerCase(), value]),
        );

  let minute = 0;
  /** Later calls are read later, on 16 March where they say no other day; rows may come twice within one sync. */
  const read = (platform: string, stream: string, rows: readonly Raw[], backfill = false, on = 16): Sync => {
    const style = upTo(3);
    minute += 1;
    return {
      platform,
      stream,
      isBackfill: backfill,
      extractedAt: new Date(Date.UTC(2026, 2, on, 0, minute)).toISOString(),
      rows: rows.flatMap((row) => (often(0.05) ? [cased(row, style), cased(row, style)] : [cased(row, style)])),
    };
  };
  /** Read on a day of March. */
  const readOn = (on: number, platform: string, stream: string, rows: readonly Raw[]): Sync =>
    read(platform, stream, rows, false, on);
  /** What a connector tells from some day on, and nobody reads. */
  const newer = (row: Raw): Raw => ({ ...row, column_of_next_year: upTo(9) });
  /** A report read in full, then again for its last days, and once more for days long ago. */
  const reread = (platform: string, stream: string, rowsOf: (day: string) => readonly Raw[]): Sync[] => [
    read(platform, stream, allDays.flatMap(rowsOf)),
    read(platform, stream, allDays.slice(-5).flatMap(rowsOf).map(newer)),
    read(platform, stream, allDays.slice(2, 4).flatMap(rowsOf).map(newer), true),
    read(platform, stream, []),
  ];

  return { next, upTo, one, often, amount, written, sometimes, read, readOn, reread };
}
