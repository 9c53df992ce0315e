import fc from "fast-check";
import { expect, test } from "vitest";
import { demo } from "#contracts/demo.ts";
import { platforms } from "#contracts/fields.ts";
import { CombinedQuery } from "#contracts/metrics.ts";
import { addDays } from "../../lib/day.ts";
import { comparisons, defaults, type Filters, periodOf, readFilters, toQuery, writeFilters } from "./filters.ts";
import { presetNames } from "./periods.ts";

const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2080-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const custom = fc.tuple(day, fc.nat(800)).map(([from, length]) => ({ from, to: addDays(from, length) }));
const word = fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.trim());

const anyFilters: fc.Arbitrary<Filters> = fc
  .record({
    range: fc.oneof(fc.constantFrom(...presetNames), custom),
    compare: fc.constantFrom(...comparisons),
    platforms: fc.subarray([...platforms]),
    q: word,
    parishes: fc.uniqueArray(
      word.filter((text) => text !== "" && !text.includes(",")),
      { maxLength: 5 },
    ),
    snapshot: fc.option(fc.uuid({ version: 7 })),
    demo: fc.boolean(),
  })
  // The demo dataset has one snapshot only.
  .map((filters) => (filters.demo ? { ...filters, snapshot: null } : filters));

test("an address gives back the filters that it was made from", () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      const address = new URL(`https://app.example/x?${writeFilters(filters)}`);
      expect(readFilters(address.searchParams)).toEqual(filters);
    }),
  );
});

test("any address gives filters that the API accepts", () => {
  const name = fc.constantFrom("from", "to", "range", "compare", "platforms", "q", "snapshot", "dataset", "other");
  const pairs = fc.array(
    fc.tuple(name, fc.oneof(fc.string(), day, fc.constantFrom("meta,x", "none", "last_7", "demo"))),
  );
  fc.assert(
    fc.property(pairs, (entries) => {
      const filters = readFilters(new URLSearchParams(entries));
      expect(CombinedQuery.safeParse(toQuery(filters, periodOf(filters, "America/Jamaica"))).success).toBe(true);
    }),
  );
});

test("plain filters make a plain address", () => {
  expect(writeFilters(defaults).toString()).toBe("");
});

test("presets follow the tenant's calendar and whole days", () => {
  const now = new Date("2026-03-01T03:30:00Z");
  const of = (range: Filters["range"], zone: string) => periodOf({ ...defaults, range }, zone, now);
  expect(of("last_7", "America/Jamaica")).toEqual({ from: "2026-02-21", to: "2026-02-27" });
  expect(of("last_7", "Asia/Tokyo")).toEqual({ from: "2026-02-22", to: "2026-02-28" });
  expect(of("this_month", "America/Jamaica")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(of("last_month", "Asia/Tokyo")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(periodOf({ ...defaults, range: "last_7", demo: true }, "Asia/Tokyo", now)).toEqual({
    from: addDays(demo.lastDay, -6),
    to: demo.lastDay,
  });
  expect(of({ from: "2026-01-05", to: "2026-01-06" }, "Asia/Tokyo")).toEqual({ from: "2026-01-05", to: "2026-01-06" });
});
