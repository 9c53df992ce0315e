import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteCache } from "./byte-cache.ts";

const loader = () => {
  const loads: string[] = [];
  const load = (key: string, bytes: number) => async () => {
    loads.push(key);
    await Promise.resolve();
    return { value: key.toUpperCase(), bytes };
  };
  return { loads, load };
};

test("keeps what was used last within the budget", async () => {
  const { loads, load } = loader();
  const cache = new ByteCache(100);
  await cache.get("a", load("a", 40));
  await cache.get("b", load("b", 40));
  await cache.get("a", load("a", 40));
  await cache.get("c", load("c", 40));
  expect(cache.bytes).toBe(80);
  expect(await cache.get("a", load("a", 40))).toBe("A");
  expect(loads).toEqual(["a", "b", "c"]);
  await cache.get("b", load("b", 40));
  expect(loads).toEqual(["a", "b", "c", "b"]);
});

test("hands out what is larger than the budget without keeping it or losing the rest", async () => {
  const { loads, load } = loader();
  const cache = new ByteCache(100);
  await cache.get("small", load("small", 60));
  expect(await cache.get("huge", load("huge", 101))).toBe("HUGE");
  await cache.get("small", load("small", 60));
  expect(loads).toEqual(["small", "huge"]);
  expect(cache.bytes).toBe(60);
});

test("loads once for all who ask at the same time", async () => {
  const { loads, load } = loader();
  const cache = new ByteCache(100);
  const all = await Promise.all([1, 2, 3].map(() => cache.get("a", load("a", 10))));
  expect(all).toEqual(["A", "A", "A"]);
  expect(loads).toEqual(["a"]);
});

test("forgets a load that failed", async () => {
  const { load } = loader();
  const cache = new ByteCache(100);
  const failing = cache.get("a", () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await cache.get("a", load("a", 10))).toBe("A");
});

test("does not wait for ever for a load that another request began and never ended", async () => {
  const { load } = loader();
  const cache = new ByteCache(100);
  void cache.get("a", () => new Promise<never>(() => {}));
  expect(await cache.get("a", load("a", 10))).toBe("A");
  expect(await cache.get("a", load("a", 10))).toBe("A");
});

test("makes room for what is about to be used, and lets go of nothing that is in use", async () => {
  const { loads, load } = loader();
  const cache = new ByteCache(100);
  await cache.get("old", load("old", 60));
  const release = cache.hold([
    { key: "a", bytes: 50 },
    { key: "b", bytes: 40 },
  ]);
  expect(release).not.toBeNull();
  expect(cache.bytes).toBe(90);
  await cache.get("a", load("a", 45));
  await cache.get("other", load("other", 30));
  await cache.get("b", load("b", 40));
  expect(cache.bytes).toBeLessThanOrEqual(100);
  await cache.get("a", load("a", 45));
  expect(loads).toEqual(["old", "a", "other", "b"]);
  expect(cache.hold([{ key: "c", bytes: 20 }])).toBeNull();
  expect(cache.hold([{ key: "a", bytes: 50 }])).not.toBeNull();
});

test("what a request holds that was cancelled is free again after a while", () => {
  let now = 0;
  const cache = new ByteCache(100, () => now);
  const wanted = [{ key: "a", bytes: 80 }];
  expect(cache.hold(wanted)).not.toBeNull();
  expect(cache.hold([{ key: "b", bytes: 80 }])).toBeNull();
  now = 30_000;
  expect(cache.hold([{ key: "b", bytes: 80 }])).not.toBeNull();
});

test("whatever is held, loaded and let go, the bytes stay within the budget", async () => {
  const step = fc.record({
    needs: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }),
    keeps: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const cache = new ByteCache(100);
      const held: (() => void)[] = [];
      for (const { needs, keeps } of steps) {
        const release = cache.hold(needs.map((need) => ({ key: `k${need}`, bytes: 5 * need })));
        expect(cache.bytes).toBeLessThanOrEqual(100);
        if (!release) {
          held.shift()?.();
          continue;
        }
        for (const need of needs) {
          await cache.get(`k${need}`, async () => ({ value: need, bytes: 4 * need }));
          expect(cache.bytes).toBeLessThanOrEqual(100);
        }
        if (keeps) held.push(release);
        else release();
      }
    }),
  );
});
