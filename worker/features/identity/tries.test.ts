import fc from "fast-check";
import { expect, test } from "vitest";
import { countTry, noTries, type Tries } from "./tries.ts";

const minute = 60_000;

test("three go at once, then each waits twice as long, and the tenth locks for 15 minutes", () => {
  let now = 1_000_000;
  let tries = noTries;
  const waits: number[] = [];
  for (let made = 0; made < 10; made++) {
    let counted = countTry(tries, now);
    if (counted.verdict.wait !== null) {
      expect(counted).toMatchObject({ tries, verdict: { locks: false } });
      waits.push(counted.verdict.wait);
      now += counted.verdict.wait * 1000;
      counted = countTry(tries, now);
    }
    expect(counted.verdict).toEqual({ wait: null, locks: made === 9 });
    tries = counted.tries;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64]);
  expect(countTry(tries, now + 1).verdict).toEqual({ wait: 900, locks: true });
  expect(countTry(tries, now + 15 * minute - 1).verdict).toEqual({ wait: 1, locks: true });
  expect(countTry(tries, now + 15 * minute)).toEqual({
    tries: { made: [now + 15 * minute], lockedUntil: 0 },
    verdict: { wait: null, locks: false },
  });
});

test("failures older than 15 minutes do not count", () => {
  const old: Tries = { made: Array(9).fill(0), lockedUntil: 0 };
  expect(countTry(old, 15 * minute)).toEqual({
    tries: { made: [15 * minute], lockedUntil: 0 },
    verdict: { wait: null, locks: false },
  });
});

test("however tries come, no 15 minutes let more than ten through, and a refusal changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 * minute }), { maxLength: 400 }), (gaps) => {
      const passed: number[] = [];
      let tries = noTries;
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        const counted = countTry(tries, now);
        if (counted.verdict.wait === null) passed.push(now);
        else {
          expect(counted.tries).toBe(tries);
          expect(counted.verdict.wait).toBeGreaterThan(0);
          expect(countTry(tries, now + counted.verdict.wait * 1000).verdict.wait).toBeNull();
        }
        tries = counted.tries;
      }
      for (const at of passed)
        expect(passed.filter((other) => other >= at && other < at + 15 * minute).length).toBeLessThanOrEqual(10);
    }),
  );
});
