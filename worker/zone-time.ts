const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: making one takes longer than everything that is done with it. There are about 600 zones. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  formatters.set(timeZone, made);
  return made;
}

/** How far the clocks of a time zone are ahead of UTC at an instant, in milliseconds. */
export function offsetMs(timeZone: string, at: number): number {
  const parts = formatterOf(timeZone).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes, seconds] = name.match(/GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/) ?? [];
  const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 + Number(seconds ?? 0) * 1000;
  return sign === "-" ? -ahead : ahead;
}

const hourMs = 3_600_000;

/** The hour of the day, 0 to 23, that it is in a time zone at an instant. */
export function hourIn(timeZone: string, at: number): number {
  return Math.floor((at + offsetMs(timeZone, at)) / hourMs) % 24;
}

/** The next instant after `at` at which the clocks of a time zone show a full hour. */
export function nextFullHour(timeZone: string, at: number): number {
  const local = at + offsetMs(timeZone, at);
  return at + (hourMs - (local % hourMs));
}

/** The day (`YYYY-MM-DD`) that it is in a time zone at an instant. */
export const dayIn = (timeZone: string, at: number): string =>
  new Date(at + offsetMs(timeZone, at)).toISOString().slice(0, 10);
