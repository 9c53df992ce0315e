import fc from "fast-check";
import { expect, test } from "vitest";
import type { TrendPoint } from "#contracts/metrics.ts";
import { describeTrend, openRuns, splitSettled } from "./trend-metrics.ts";

const points = (...settled: boolean[]): TrendPoint[] =>
  settled.map((isSettled, index) => ({
    date: `2026-03-${String(index + 1).padStart(2, "0")}`,
    spend: index + 1,
    impressions: 0,
    clicks: 0,
    conversions: 0,
    conversionValue: 0,
    settled: isSettled,
  }));

test("solid and dashed lines meet at the last settled day", () => {
  expect(splitSettled(points(true, true, false, false), "spend")).toEqual([
    [1, 2, null, null],
    [null, 2, 3, 4],
  ]);
});

test("every day is on one of the lines, with its value", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (settled) => {
      const days = points(...settled);
      const [solid, dashed] = splitSettled(days, "spend");
      days.forEach((day, index) => {
        expect(solid[index] ?? dashed[index]).toBe(day.spend);
        expect(solid[index] === null).toBe(!day.settled);
      });
      const open = openRuns(days).reduce((sum, [first, last]) => sum + last - first + 1, 0);
      expect(open).toBe(settled.filter((each) => !each).length);
    }),
  );
});

test("says the chart in words", () => {
  expect(describeTrend(points(true, false), "spend", "USD")).toBe(
    "Spend per day, 2 days, from $1.00 to $2.00, 1 of them provisional.",
  );
});
