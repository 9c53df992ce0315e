const dayMs = 86_400_000;

/** Days since 1970-01-01 of a calendar day `YYYY-MM-DD`. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** Of the days up to 2069; a trend writes hundreds of them, and asking a Date for each costs more than summing them. */
const texts: string[] = [];
const kept = 36_525;

/** The calendar day `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function dayText(day: number): string {
  if (day < 0 || day >= kept) return written(day);
  const known = texts[day];
  if (known !== undefined) return known;
  const text = written(day);
  texts[day] = text;
  return text;
}

const written = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Whole days, both ends included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

export const rangeOf = (startDate: string, endDate: string): DayRange => ({
  from: dayNumber(startDate),
  to: dayNumber(endDate),
});

export const lengthOf = (range: DayRange): number => Math.max(0, range.to - range.from + 1);

export const overlap = (a: DayRange, b: DayRange): DayRange => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to),
});
