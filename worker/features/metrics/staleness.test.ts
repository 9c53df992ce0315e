import { expect, test } from "vitest";
import { isStale, isWorkingTime } from "./staleness.ts";

const minute = 60_000;
const jamaica = { timeZone: "America/Jamaica", workingHours: { from: 6, to: 22 } };
/** 06:30 in Jamaica, which has no summer time. */
const morning = Date.parse("2026-03-10T11:30:00Z");

test.each([
  [60, false],
  [61, true],
])("%i minutes old within working hours: stale %s", (age, stale) => {
  expect(isStale(morning - age * minute, morning, jamaica)).toBe(stale);
});

test("outside of the tenant's working hours nothing is stale", () => {
  const night = Date.parse("2026-03-10T10:59:00Z");
  expect(isStale(night - 600 * minute, night, jamaica)).toBe(false);
  expect(isStale(night - 600 * minute, night, { ...jamaica, timeZone: "UTC" })).toBe(true);
});

test.each([
  [{ from: 0, to: 24 }, 0, true],
  [{ from: 6, to: 22 }, 22, false],
  [{ from: 22, to: 6 }, 23, true],
  [{ from: 22, to: 6 }, 6, false],
  [{ from: 9, to: 9 }, 9, false],
])("hours %o at %i o'clock: %s", (workingHours, hour, working) => {
  const at = Date.UTC(2026, 2, 10, hour, 15);
  expect(isWorkingTime(at, { timeZone: "UTC", workingHours })).toBe(working);
});
