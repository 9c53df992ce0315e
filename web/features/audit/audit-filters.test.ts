import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditFilters } from "#contracts/audit.ts";
import { noFilters, readFilters, toQuery, writeFilters } from "./audit-filters.ts";

const read = (search: string) => readFilters(new URLSearchParams(search));

test("days become instants of the tenant's zone; the last day is counted whole", () => {
  expect(toQuery(read("from=2026-03-07&to=2026-03-08"), "America/New_York")).toEqual({
    from: "2026-03-07T05:00:00.000Z",
    to: "2026-03-09T04:00:00.000Z",
  });
});

test("what does not fit in an address is left out", () => {
  expect(read("from=2026-02-30&action=DROP+TABLE&to=soon&q=+")).toEqual(noFilters);
});

test("filters survive the address, and whatever stands there is a query that the API takes", () => {
  const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  const text = fc.option(fc.string({ minLength: 1, maxLength: 80 }));
  fc.assert(
    fc.property(fc.option(day), text, text, text, (from, action, actor, q) => {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries({ from: from?.toISOString().slice(0, 10), action, actor, q }))
        if (value) search.set(name, value);
      const filters = readFilters(search);
      expect(read(writeFilters(filters))).toEqual(filters);
      expect(AuditFilters.safeParse(toQuery(filters, "Asia/Tokyo")).error).toBeUndefined();
    }),
  );
});
