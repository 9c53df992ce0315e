import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysIn, endOfPreviousMonth, isDay, startOfMonth, todayIn } from "./day.ts";

const day = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("adding days and counting them agree", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 5000 }), (from, days) => {
      expect(daysIn(from, addDays(from, days))).toBe(days + 1);
      expect(addDays(addDays(from, days), -days)).toBe(from);
    }),
  );
});

test("months begin and end where calendars say", () => {
  expect(startOfMonth("2028-03-15")).toBe("2028-03-01");
  expect(endOfPreviousMonth("2028-03-15")).toBe("2028-02-29");
  expect(endOfPreviousMonth("2027-01-01")).toBe("2026-12-31");
});

test("only days that exist are days", () => {
  expect(isDay("2028-02-29")).toBe(true);
  for (const wrong of ["2027-02-29", "2027-2-9", "2027-13-01", "", "yesterday"]) expect(isDay(wrong)).toBe(false);
});

test("today depends on where one is", () => {
  const now = new Date("2026-03-01T03:30:00Z");
  expect(todayIn("America/Jamaica", now)).toBe("2026-02-28");
  expect(todayIn("Asia/Tokyo", now)).toBe("2026-03-01");
});
