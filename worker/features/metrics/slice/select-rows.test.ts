import fc from "fast-check";
import { expect, test } from "vitest";
import { chosen, rowsOf, selectRows } from "./select-rows.ts";

const shard = fc.array(fc.record({ day: fc.nat(9), campaign: fc.nat(19), item: fc.nat(3) }), { maxLength: 80 });
const bits = (length: number) => fc.array(fc.integer({ min: 0, max: 1 }), { minLength: length, maxLength: length });

test("finds the rows that pass, whether it looks at all or looks a few up", () => {
  let few = 0;
  fc.assert(
    fc.property(
      shard,
      fc.option(bits(20)),
      fc.option(bits(4)),
      fc.nat(9),
      fc.nat(9),
      (facts, campaigns, items, from, length) => {
        const rows = facts.toSorted((a, b) => a.day - b.day);
        const column = (name: "day" | "campaign" | "item") => Int32Array.from(rows, (row) => row[name]);
        const to = from + length;
        const asked = chosen(campaigns && Uint8Array.from(campaigns));
        if (asked.few) few++;
        const found = rowsOf(
          selectRows(
            { day: column("day"), campaign: column("campaign") },
            { from, to },
            asked,
            column("item"),
            items && Uint8Array.from(items),
          ),
        );
        const wanted = rows.flatMap(({ day, campaign, item }, at) => {
          const passes = (!campaigns || campaigns[campaign] === 1) && (!items || items[item] === 1);
          return passes && day >= from && day <= to ? [at] : [];
        });
        expect([...found].sort((a, b) => a - b)).toEqual(wanted);
      },
    ),
    { numRuns: 500 },
  );
  expect(few).toBeGreaterThan(0);
});
