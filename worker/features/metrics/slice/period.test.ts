import { expect, test } from "vitest";
import { dayNumber, dayText, rangeOf } from "./days.ts";
import { choosePeriod, comparedPeriod } from "./period.ts";

const coverage = rangeOf("2026-01-01", "2026-03-31");
const text = (range: { from: number; to: number } | null) => range && `${dayText(range.from)}..${dayText(range.to)}`;

test.each([
  [{}, "2026-03-02..2026-03-31"],
  [{ startDate: "2026-03-30" }, "2026-03-30..2026-03-31"],
  [{ startDate: "2026-05-01" }, "2026-05-01..2026-05-01"],
  [{ endDate: "2026-03-01" }, "2026-01-31..2026-03-01"],
  [{ startDate: "2025-12-01", endDate: "2025-12-02" }, "2025-12-01..2025-12-02"],
])("%o means %s", (asked, period) => {
  expect(text(choosePeriod(asked, coverage))).toBe(period);
});

test("without dates and data there is no period", () => {
  expect(choosePeriod({}, null)).toBeNull();
});

test.each([
  ["2026-03-01", "2026-03-31", "previous_period", "2026-01-29..2026-02-28"],
  ["2026-03-05", "2026-03-05", "previous_period", "2026-03-04..2026-03-04"],
  ["2026-03-01", "2026-03-31", "previous_year", "2025-03-01..2025-03-31"],
  ["2024-02-29", "2024-03-01", "previous_year", "2023-02-28..2023-03-01"],
] as const)("%s..%s against its %s is %s", (from, to, compare, expected) => {
  expect(text(comparedPeriod({ from: dayNumber(from), to: dayNumber(to) }, compare))).toBe(expected);
});
