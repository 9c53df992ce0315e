import type { DayRange } from "./days.ts";

const dayMs = 86_400_000;

/** A range as whole months, which monthly sums answer, and the days beside them. */
export interface Split {
  readonly whole: DayRange | null;
  readonly rest: readonly DayRange[];
}

/** A month that the range covers as far as there is data counts as whole, so `whole` may reach beyond the range and the coverage. */
export function splitByMonth(range: DayRange, coverage: DayRange): Split {
  const from = range.from <= coverage.from ? monthStart(range.from) : firstMonthStart(range.from);
  const to = (range.to >= coverage.to ? monthStart(range.to, 1) : monthStart(range.to + 1)) - 1;
  if (from > to) return { whole: null, rest: [range] };
  const rest = [
    { from: range.from, to: from - 1 },
    { from: to + 1, to: range.to },
  ];
  return { whole: { from, to }, rest: rest.filter((part) => part.from <= part.to) };
}

/** The first day of the month of a day, or of a later one. */
function monthStart(day: number, later = 0): number {
  const date = new Date(day * dayMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / dayMs;
}

const firstMonthStart = (day: number): number => (monthStart(day) === day ? day : monthStart(day, 1));
