import type { Slice } from "../../../db/backfills.ts";

const dayMs = 86_400_000;

/**
 * The days `from` to `to` by calendar month, newest first: people look at recent days most, and wherever a backfill stops, what it read
 * adjoins what was there.
 */
export function slicesOf(from: string, to: string): Slice[] {
  const slices: Slice[] = [];
  for (let last = to; last >= from; last = dayBefore(slices.at(-1)!.from)) {
    const first = `${last.slice(0, 7)}-01`;
    slices.push({ from: first > from ? first : from, to: last });
  }
  return slices;
}

export const dayBefore = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** Both counted. */
export const daysFromTo = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

/** The day so many months before, or the last one of that month. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}
