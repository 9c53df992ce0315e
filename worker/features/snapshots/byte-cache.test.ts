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
