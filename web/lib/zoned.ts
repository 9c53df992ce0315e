/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which a day (`YYYY-MM-DD`) begins in a time zone. Where midnight is skipped, it is the first moment after. */
export function startOfDay(day: string, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`);
  const offsets = [wall - 86_400_000, wall, wall + 86_400_000].map((at) => offsetAt(at, timeZone));
  const fitting = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(at, timeZone) >= wall);
  return new Date(Math.min(...fitting)).toISOString();
}
