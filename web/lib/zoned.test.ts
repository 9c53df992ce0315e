import fc from "fast-check";
import { expect, test } from "vitest";
import { todayIn } from "./day.ts";
import { startOfDay } from "./zoned.ts";

test("a day begins at the zone's midnight, in summer and winter time", () => {
  expect(startOfDay("2026-03-10", "America/Jamaica")).toBe("2026-03-10T05:00:00.000Z");
  expect(startOfDay("2026-01-10", "America/New_York")).toBe("2026-01-10T05:00:00.000Z");
  expect(startOfDay("2026-07-10", "America/New_York")).toBe("2026-07-10T04:00:00.000Z");
  // The days on which the clocks change.
  expect(startOfDay("2026-03-08", "America/New_York")).toBe("2026-03-08T05:00:00.000Z");
  expect(startOfDay("2026-03-09", "America/New_York")).toBe("2026-03-09T04:00:00.000Z");
  expect(startOfDay("2026-11-01", "America/New_York")).toBe("2026-11-01T04:00:00.000Z");
});

test("where midnight is skipped a day begins with its first moment", () => {
  expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
});

test("the instant is of that day, and the one before it is not", () => {
  const zone = fc.constantFrom("UTC", "America/Jamaica", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Auckland");
  const date = fc.date({ min: new Date("2000-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(zone, date, (timeZone, at) => {
      const day = at.toISOString().slice(0, 10);
      const start = Date.parse(startOfDay(day, timeZone));
      expect(todayIn(timeZone, new Date(start))).toBe(day);
      expect(todayIn(timeZone, new Date(start - 1)) < day).toBe(true);
    }),
  );
});
