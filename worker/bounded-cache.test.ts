import { expect, test } from "vitest";
import { BoundedCache } from "./bounded-cache.ts";

test("an entry ends at its instant", () => {
  let now = 0;
  const cache = new BoundedCache<string>(10, () => now);
  cache.set("a", "A", 5);
  now = 4;
  expect(cache.get("a")).toBe("A");
  now = 5;
  expect(cache.get("a")).toBeUndefined();
});

test("the oldest goes when it is full, and a key that is set again is not the oldest", () => {
  const cache = new BoundedCache<string>(2, () => 0);
  cache.set("a", "A", 9);
  cache.set("b", "B", 9);
  cache.set("a", "AA", 9);
  cache.set("c", "C", 9);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual(["AA", undefined, "C"]);
});

test("entries can be dropped by what they hold", () => {
  const cache = new BoundedCache<number>(5, () => 0);
  for (const value of [1, 2, 3]) cache.set(String(value), value, 9);
  cache.deleteWhere((value) => value !== 2);
  expect([1, 2, 3].map((value) => cache.get(String(value)))).toEqual([undefined, 2, undefined]);
});
