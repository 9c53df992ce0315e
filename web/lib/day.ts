/** Calendar days as `YYYY-MM-DD`. They have no time zone; UTC is only the arithmetic's vehicle. */
const toDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
const fromDate = (date: Date): string => date.toISOString().slice(0, 10);

export function addDays(day: string, days: number): string {
  const date = toDate(day);
  date.setUTCDate(date.getUTCDate() + days);
  return fromDate(date);
}

export const startOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
export const endOfPreviousMonth = (day: string): string => addDays(startOfMonth(day), -1);

/** Days from the first to the last, both counted. */
export const daysIn = (from: string, to: string): number =>
  Math.round((toDate(to).getTime() - toDate(from).getTime()) / 86_400_000) + 1;

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = toDate(text);
  return !Number.isNaN(date.getTime()) && fromDate(date) === text;
};

/** The day that it is now in a time zone (IANA name). */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(now);
}

export const epochSeconds = (day: string): number => toDate(day).getTime() / 1000;
