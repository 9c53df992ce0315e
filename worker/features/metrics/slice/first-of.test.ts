import fc from "fast-check";
import { expect, test } from "vitest";
import { firstOf } from "./first-of.ts";

test("gives what sorting all of them would give first, whatever the order and the count", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (values, count) => {
      const items = values.map((_, at) => at);
      const compare = (a: number, b: number) => values[b]! - values[a]! || a - b;
      expect(firstOf(items, count, compare)).toEqual(items.toSorted(compare).slice(0, count));
    }),
  );
});
