/**
 * Cron as we write it (minute, hour, day of month, month, day of week; Sunday is 0) and Quartz as Airbyte does (second first, maybe a year
 * last, Sunday is 1, `?` for the day that does not count). Null: the other one cannot say it.
 */
export interface ZonedCron {
  readonly expression: string;
  /** IANA; null where Airbyte names none, which means UTC. */
  readonly timeZone: string | null;
}

const daysOfWeek = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const plainField = /^(\*|\d+(-\d+)?)(\/[1-9]\d*)?$/;
/** Greatest value of minute, hour, day of month and month. */
const greatest = [59, 23, 31, 12] as const;

/** Null where both days are limited: cron means either, and Quartz cannot. */
export function toQuartz(expression: string): string | null {
  const fields = expression.trim().toUpperCase().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, day, month] = fields.slice(0, 4).map((field, at) => plain(field, at));
  const weekdays = weekdaysOf(fields[4]!, 0);
  if (!minute || !hour || !day || !month || !weekdays) return null;
  if (weekdays.length === 7) return `0 ${minute} ${hour} ${day} ${month} ?`;
  if (day !== "*") return null;
  return `0 ${minute} ${hour} ? ${month} ${weekdays.map((weekday) => weekday + 1).join(",")}`;
}

/** `<quartz>` or `<quartz> <time zone>`, as Airbyte answers. */
export function fromQuartz(text: string): ZonedCron | null {
  const words = text.trim().split(/\s+/);
  const last = words.at(-1) ?? "";
  const zoned = words.length > 6 && /[A-Za-z]/.test(last) && !daysOfWeek.includes(last.toUpperCase());
  const fields = (zoned ? words.slice(0, -1) : words).map((field) => field.toUpperCase());
  const [second, ...rest] = fields;
  if (rest.length < 5 || rest.length > 6 || second !== "0") return null;
  if (rest.length === 6 && rest[5] !== "*") return null;
  const [minute, hour, day, month] = rest.slice(0, 4).map((field, at) => plain(field === "?" ? "*" : field, at));
  const weekdays = weekdaysOf(rest[4]!, 1);
  if (!minute || !hour || !day || !month || !weekdays) return null;
  if (day !== "*" && weekdays.length < 7) return null;
  const weekday = weekdays.length === 7 ? "*" : weekdays.join(",");
  return { expression: `${minute} ${hour} ${day} ${month} ${weekday}`, timeZone: zoned ? last : null };
}

/** The field of minute, hour, day of month or month without names, each part a star, a number or a range, with a step perhaps. */
function plain(field: string, at: number): string | null {
  const parts = field.split(",").map((part) => {
    const numbered =
      at === 3 ? months.reduce((all, name, index) => all.replaceAll(name, String(index + 1)), part) : part;
    // `5/15`: from 5 on, every 15.
    const open = numbered.match(/^(\d+)\/(\d+)$/);
    return open ? `${open[1]}-${greatest[at]}/${open[2]}` : numbered;
  });
  return parts.every((part) => plainField.test(part)) ? parts.join(",") : null;
}

/** Days of the week (0–6, Sunday first, sorted) that a field names, whose own Sunday is `sunday`. */
function weekdaysOf(field: string, sunday: 0 | 1): number[] | null {
  const named = new Set<number>();
  for (const part of field.split(",")) {
    const numbered = daysOfWeek.reduce((all, name, index) => all.replaceAll(name, String(index + sunday)), part);
    const read = numbered.match(/^(?:(\*|\?)|(\d)(?:-(\d))?)(?:\/([1-9]))?$/);
    if (!read) return null;
    const [, all, from, to, step] = read;
    const first = all ? sunday : Number(from);
    const until = all || (to === undefined && step !== undefined) ? 6 + sunday : Number(to ?? from);
    if (Math.min(first, until) < sunday || Math.max(first, until) > 7) return null;
    // A range may run over the end of the week: Friday to Monday.
    const length = until >= first ? until - first : until + 7 - first;
    for (let ahead = 0; ahead <= length; ahead += Number(step ?? 1)) named.add((first + ahead - sunday) % 7);
  }
  return [...named].sort((a, b) => a - b);
}
