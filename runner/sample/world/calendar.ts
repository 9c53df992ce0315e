const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** Every date from `first` to `last`, both included; none when `last` is before `first`. */
export function datesBetween(first: string, last: string): string[] {
  const start = dayNumber(first);
  return Array.from({ length: Math.max(0, dayNumber(last) - start + 1) }, (_, index) => dateOf(start + index));
}

/** Monday is 0. */
export const weekday = (day: number): number => (day + 3) % 7;

export const monthOf = (date: string): string => date.slice(0, 7);

export const monthIndex = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

export const lastDayOf = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

export const monthsBetween = (first: string, last: string): string[] => [
  ...new Set(datesBetween(first, last).map(monthOf)),
];

/** The calendar day in a time zone at a moment. */
export const dateIn = (timeZone: string, at: Date): string => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
