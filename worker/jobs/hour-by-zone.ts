import type { HourByZone } from "../db/due.ts";

/** The hour of the day, 0 to 23, that it is in each time zone at an instant. */
export function hourByZone(zones: readonly string[], at: number): HourByZone {
  return Object.fromEntries(
    zones.map((timeZone) => {
      const clock = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" });
      const hour = clock.formatToParts(at).find((part) => part.type === "hour")?.value;
      return [timeZone, Number(hour)];
    }),
  );
}
