import { locale } from "./locale.ts";

const inUtc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
const short = inUtc({ day: "numeric", month: "short" });
const withYear = inUtc({ day: "numeric", month: "short", year: "numeric" });
const withWeekday = inUtc({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const utc = (day: string) => new Date(`${day}T00:00:00Z`);

export const dayShort = (day: string): string => short.format(utc(day));
export const dayLong = (day: string): string => withYear.format(utc(day));
export const dayWithWeekday = (day: string): string => withWeekday.format(utc(day));

/** `24 Oct – 22 Nov 2026`: the parts that both days share are said once. */
export const dayRange = (from: string, to: string): string => withYear.formatRange(utc(from), utc(to));

/** The day of an instant, where the reader is or in `timeZone`. */
export const dayOf = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short", year: "numeric" }).format(new Date(at));

/** An instant as the wall clock of a time zone shows it, with the zone's name. */
export const instant = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

/** `5 minutes ago`; below a minute `just now`, also when the clocks of server and reader differ a little. */
export function ago(at: string, now: number = Date.now()): string {
  const minutes = Math.floor((now - new Date(at).getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return relative.format(-minutes, "minute");
  if (minutes < 48 * 60) return relative.format(-Math.floor(minutes / 60), "hour");
  return relative.format(-Math.floor(minutes / 1440), "day");
}

const always = new Intl.RelativeTimeFormat(locale, { numeric: "always" });

/** `in 40 seconds`, `in 12 minutes`: how long to wait, never said too short. */
export function inAWhile(seconds: number): string {
  if (seconds < 90) return always.format(Math.max(1, Math.ceil(seconds)), "second");
  if (seconds < 90 * 60) return always.format(Math.ceil(seconds / 60), "minute");
  return always.format(Math.ceil(seconds / 3600), "hour");
}

/** An instant as the reader's own wall clock shows it. */
export const instantHere = (at: string): string => instant(at, Intl.DateTimeFormat().resolvedOptions().timeZone);
