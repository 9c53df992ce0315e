import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { testEnv } from "../testing/environment.ts";
import { windowMs } from "./lease.ts";
import { openLimits, type Policy } from "./limits.ts";

/** Isolates over the real counters, whose clock stands still in the middle of a window until it is moved. */
function world(isolates: number, counters = testEnv.RATE_COUNTER) {
  let now = Math.floor(Date.now() / windowMs) * windowMs + 20_000;
  const logged: string[] = [];
  const work: Promise<unknown>[] = [];
  const log = createLog({}, (line) => logged.push(line));
  const limits = Array.from({ length: isolates }, () => openLimits(counters, () => now, log));
  const who = crypto.randomUUID();
  return {
    logged,
    settled: () => Promise.all(work),
    pass: (ms: number) => {
      now += ms;
    },
    take: (isolate: number, policy: Policy) => limits[isolate]!.take(policy, who, (promise) => void work.push(promise)),
  };
}

const policy = (limit: number): Policy => ({ name: "user", limit });

/** The real counters, counting how often they are asked. */
function counted(): { asked: () => number; counters: typeof testEnv.RATE_COUNTER } {
  let asked = 0;
  const getByName = (name: string) => {
    asked += 1;
    return testEnv.RATE_COUNTER.getByName(name);
  };
  return { asked: () => asked, counters: { getByName } as typeof testEnv.RATE_COUNTER };
}

test("over any isolates in any order, a window lets through the limit and no more when more is wanted", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 150 }),
      fc.infiniteStream(fc.nat()),
      async (isolates, limit, order) => {
        const { take, settled } = world(isolates);
        let allowed = 0;
        const bursts = [...order.take(limit)];
        // Half as much again as there is, some of it one by one and some of it at once.
        for (const picked of bursts) {
          const wave = Array.from({ length: 1 + (picked % 2) }, (_, at) =>
            take((picked + at) % isolates, policy(limit)),
          );
          for (const standing of await Promise.all(wave)) if (standing!.allowed) allowed += 1;
        }
        const rest = await Promise.all(Array.from({ length: limit }, (_, at) => take(at % isolates, policy(limit))));
        allowed += rest.filter((standing) => standing!.allowed).length;
        await settled();
        expect(allowed).toBeLessThanOrEqual(limit);
        expect(allowed).toBeGreaterThanOrEqual(Math.floor(limit * 0.97) - isolates);
      },
    ),
    { numRuns: 25 },
  );
});

test("a counter is asked rarely, and ahead of need", async () => {
  const { asked, counters } = counted();
  const { take, settled } = world(1, counters);
  for (let i = 0; i < 300; i++) {
    expect((await take(0, policy(600)))!.allowed).toBe(true);
    await settled();
  }
  expect(asked()).toBeLessThan(300 / 8);
});

test("many at once wait for one share and not for a call each", async () => {
  const { asked, counters } = counted();
  const { take } = world(1, counters);
  const all = await Promise.all(Array.from({ length: 2000 }, () => take(0, policy(600))));
  expect(all.filter((standing) => standing!.allowed)).toHaveLength(600);
  expect(asked()).toBeLessThan(150);
});

test("who was refused asks the counter no more in that window, and has all of the limit in the next", async () => {
  const { asked, counters } = counted();
  const { take, pass } = world(1, counters);
  for (let i = 0; i < 20; i++) await take(0, policy(10));
  const before = asked();
  const refused = await take(0, policy(10));
  expect(refused).toMatchObject({ allowed: false, remaining: 0, reset: 40 });
  expect(asked()).toBe(before);
  pass(40_000);
  expect(await take(0, policy(10))).toMatchObject({ allowed: true, remaining: 9, reset: 60 });
});

test("a standing counts down", async () => {
  const { take, settled } = world(1);
  for (const remaining of [49, 48, 47]) {
    expect((await take(0, policy(50)))!.remaining).toBe(remaining);
    await settled();
  }
});

test("what an idle isolate holds is a small share of the limit", async () => {
  const { take, settled } = world(4);
  for (const isolate of [1, 2, 3]) await take(isolate, policy(1000));
  let allowed = 3;
  for (let i = 0; i < 1100; i++) if ((await take(0, policy(1000)))!.allowed) allowed += 1;
  await settled();
  expect(allowed).toBeLessThanOrEqual(1000);
  expect(allowed).toBeGreaterThanOrEqual(1000 - 3 * 20);
});

test("a counter that fails keeps nobody out, and is asked again after a while", async () => {
  const broken = vi.fn(() => Promise.reject(new Error("the object is overloaded")));
  let works = false;
  const counters = {
    getByName: (name: string) => (works ? testEnv.RATE_COUNTER.getByName(name) : { grant: broken }),
  } as typeof testEnv.RATE_COUNTER;
  const { take, pass, logged } = world(1, counters);
  for (let i = 0; i < 100; i++) expect(await take(0, policy(10))).toBeNull();
  expect(broken).toHaveBeenCalledOnce();
  expect(logged).toHaveLength(1);
  expect(JSON.parse(logged[0]!)).toMatchObject({ event: "rate-counter-failed", kind: "user" });
  works = true;
  pass(5001);
  expect((await take(0, policy(10)))!.remaining).toBe(9);
});

test("a request that asked and was cut off does not hold the others up for ever", async () => {
  let calls = 0;
  const counters = {
    getByName: (name: string) => {
      calls += 1;
      return calls === 1 ? { grant: () => new Promise(() => {}) } : testEnv.RATE_COUNTER.getByName(name);
    },
  } as typeof testEnv.RATE_COUNTER;
  const { take, pass } = world(1, counters);
  void take(0, policy(10));
  const waiting = take(0, policy(10));
  pass(1001);
  expect((await waiting)!.allowed).toBe(true);
});
