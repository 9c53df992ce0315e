import fc from "fast-check";
import { expect, test } from "vitest";
import { dayIn } from "../../zone-time.ts";
import { keptDailyMs, keptFor, keptWholeMs } from "./retention.ts";

const now = Date.UTC(2026, 5, 30, 12);
const hour = 3_600_000;
const snapshots = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 * 24 * 4 }), { maxLength: 120 })
  .map((quarters) => quarters.map((quarter, at) => ({ id: `s${at}`, generatedAt: now - (quarter * hour) / 4 })));
const zones = fc.constantFrom("UTC", "America/Jamaica", "Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu");

test("kept are all of 24 hours and the last of each day of 90, and nothing else", () => {
  fc.assert(
    fc.property(snapshots, zones, (all, zone) => {
      const kept = keptFor(all, now, zone);
      const day = (snapshot: (typeof all)[number]) => dayIn(zone, snapshot.generatedAt);
      for (const snapshot of all) {
        const age = now - snapshot.generatedAt;
        const isLastOfDay = !all.some(
          (other) => day(other) === day(snapshot) && other.generatedAt > snapshot.generatedAt,
        );
        const expected = age < keptWholeMs ? "recent" : age < keptDailyMs && isLastOfDay ? "daily" : "expiring";
        expect(kept.get(snapshot.id)).toBe(expected);
      }
    }),
  );
});

test("letting go again and again leaves what letting go once would, whatever is published meanwhile", () => {
  fc.assert(
    fc.property(snapshots, zones, fc.integer({ min: 1, max: 30 }), (all, zone, everyHours) => {
      let held: typeof all = [];
      const until = now + 24 * hour;
      for (let at = now - 100 * 24 * hour; at <= until; at += everyHours * hour) {
        const begun = all.filter(({ generatedAt }) => generatedAt <= at);
        const fresh = begun.filter(({ generatedAt }) => generatedAt > at - everyHours * hour);
        const present = [...held, ...fresh.filter((snapshot) => !held.includes(snapshot))];
        const kept = keptFor(present, at, zone);
        held = present.filter(({ id }) => kept.get(id) !== "expiring");
        const once = keptFor(begun, at, zone);
        expect(held.map(({ id }) => id).sort()).toEqual(
          begun
            .filter(({ id }) => once.get(id) !== "expiring")
            .map(({ id }) => id)
            .sort(),
        );
      }
    }),
    { numRuns: 30 },
  );
});
