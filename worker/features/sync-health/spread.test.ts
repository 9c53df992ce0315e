import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadOf } from "./spread.ts";

test("of one to a hundred, the median is 50 and the 95th percentile 95", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(spreadOf(values)).toEqual({ median: 50, p95: 95, latest: 1 });
  expect(spreadOf([])).toBeNull();
});

test("at least half of the values are at most the median, nineteen of twenty at most the 95th percentile", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (values) => {
      const { median, p95, latest } = spreadOf(values)!;
      const share = (limit: number) => values.filter((value) => value <= limit).length / values.length;
      expect(share(median)).toBeGreaterThanOrEqual(0.5);
      expect(share(p95)).toBeGreaterThanOrEqual(0.95);
      expect(values).toContain(median);
      expect(latest).toBe(values.at(-1));
    }),
  );
});
