import fc from "fast-check";
import { expect, test } from "vitest";
import { rangeOf } from "./days.ts";
import { splitByMonth } from "./months.ts";

const coverage = rangeOf("2026-01-10", "2026-04-20");

test("takes the months that the range covers as whole, as far as there is data", () => {
  expect(splitByMonth(rangeOf("2026-01-10", "2026-04-20"), coverage)).toEqual({
    whole: rangeOf("2026-01-01", "2026-04-30"),
    rest: [],
  });
  expect(splitByMonth(rangeOf("2026-01-11", "2026-04-19"), coverage)).toEqual({
    whole: rangeOf("2026-02-01", "2026-03-31"),
    rest: [rangeOf("2026-01-11", "2026-01-31"), rangeOf("2026-04-01", "2026-04-19")],
  });
});

test("has no whole month in a few days", () => {
  const few = rangeOf("2026-02-20", "2026-03-10");
  expect(splitByMonth(few, coverage)).toEqual({ whole: null, rest: [few] });
});

test("every covered day of the range is in one part only, and no other covered day is", () => {
  const range = fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => ({
    from: coverage.from + Math.min(a, b),
    to: coverage.from + Math.max(a, b),
  }));
  fc.assert(
    fc.property(range, (range) => {
      const { whole, rest } = splitByMonth(range, coverage);
      const parts = [...rest, ...(whole ? [whole] : [])];
      for (let day = coverage.from; day <= coverage.to; day += 1) {
        const inParts = parts.filter(({ from, to }) => day >= from && day <= to).length;
        expect(inParts).toBe(day >= range.from && day <= range.to ? 1 : 0);
      }
    }),
  );
});
