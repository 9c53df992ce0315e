import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionOf } from "../connector/definitions.ts";
import { lookBackDays, movedBack, notBehind } from "./look-back.ts";

const lookBack = definitionOf("google-search-console")!.lookBack!;
const part = (site_url: string, search_type: string, date: string) => ({
  partition: { site_url, search_type },
  cursor: { date },
});
const message = (stream_state: object) => ({
  type: "STREAM",
  stream: { stream_descriptor: { name: "by_date" }, stream_state },
  sourceStats: { recordCount: 4 },
});

test("the parts of a site go back together from its last day, other sites from theirs", () => {
  const state = message({
    use_global_cursor: false,
    states: [part("a", "web", "2026-03-10"), part("a", "news", "2025-01-01"), part("b", "web", "2026-03-01")],
    state: { date: "2026-03-10" },
    lookback_window: 1,
  });
  expect(movedBack(state, lookBack, 3)).toEqual(
    message({
      use_global_cursor: false,
      states: [part("a", "web", "2026-03-07"), part("a", "news", "2026-03-07"), part("b", "web", "2026-02-26")],
      state: { date: "2026-03-07" },
      lookback_window: 1,
    }),
  );
});

test("a single cursor goes back, and a state of another shape stays as it is", () => {
  expect(movedBack(message({ date: "2026-03-01" }), lookBack, 2)).toEqual(message({ date: "2026-02-27" }));
  for (const other of [message({ date: "soon" }), message({}), { type: "GLOBAL" }, null])
    expect(movedBack(other, lookBack, 2)).toEqual(other);
});

test("the configuration says how many days, else what is usual", () => {
  expect(lookBackDays(lookBack, { lookback_window: 7 })).toBe(7);
  expect(lookBackDays(lookBack, { lookback_window: 0 })).toBe(0);
  for (const lookback_window of [undefined, "7", -1, 2.5]) expect(lookBackDays(lookBack, { lookback_window })).toBe(3);
});

const day = fc
  .integer({ min: 0, max: 3000 })
  .map((at) => new Date(Date.UTC(2024, 0, 1) + at * 86_400_000).toISOString().slice(0, 10));
const parts = fc.dictionary(fc.constantFrom("web", "image", "news", "video"), day, { minKeys: 1 });

test("a read without a record leaves every cursor where it was or nearer to the site's last day", () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 40 }), (days, back) => {
      const told = (of: Record<string, string>) =>
        message({ states: Object.entries(of).map(([type, date]) => part("a", type, date)) });
      const known = told(days);
      const last = Object.values(days).sort().at(-1)!;
      const kept = notBehind(known, movedBack(known, lookBack, back), lookBack) as typeof known;
      const states = (kept.stream.stream_state as { states: ReturnType<typeof part>[] }).states;
      for (const { partition, cursor } of states) {
        expect(cursor.date >= days[partition.search_type]!).toBe(true);
        expect(cursor.date <= last).toBe(true);
      }
      expect(movedBack(kept, lookBack, back)).toEqual(movedBack(known, lookBack, back));
    }),
  );
});
