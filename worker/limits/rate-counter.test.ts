import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { testEnv } from "../testing/environment.ts";

const counter = () => testEnv.RATE_COUNTER.getByName(crypto.randomUUID());
const sum = (grants: readonly { given: number }[]) => grants.reduce((all, { given }) => all + given, 0);

test("no more than the limit is granted in a window, however it is asked", async () => {
  const one = counter();
  const grants = await Promise.all(Array.from({ length: 300 }, (_, at) => one.grant(7, 1 + (at % 9), 100)));
  expect(sum(grants)).toBe(100);
  expect(await one.grant(7, 5, 100)).toEqual({ given: 0, left: 0 });
  expect(await one.grant(8, 5, 100)).toEqual({ given: 5, left: 95 });
});

test("a limit of one is one", async () => {
  const one = counter();
  expect(await one.grant(1, 1, 1)).toEqual({ given: 1, left: 0 });
  expect(await one.grant(1, 1, 1)).toEqual({ given: 0, left: 0 });
});

test("shares get smaller towards the end", async () => {
  const one = counter();
  const shares: number[] = [];
  for (let left = 100; left > 0; ) {
    const grant = await one.grant(1, 10, 100);
    shares.push(grant.given);
    left = grant.left;
  }
  expect(shares[0]).toBe(10);
  expect(shares.at(-1)).toBe(1);
  expect(shares.toSorted((a, b) => b - a)).toEqual(shares);
});

test("a lower limit than what was granted already grants nothing", async () => {
  const one = counter();
  for (let i = 0; i < 20; i++) await one.grant(1, 10, 100);
  expect(await one.grant(1, 10, 50)).toEqual({ given: 0, left: 0 });
});

test("an object that lost its memory still knows the window", async () => {
  const one = counter();
  await one.grant(1, 10, 100);
  await evictDurableObject(one);
  expect(await one.grant(1, 10, 100)).toEqual({ given: 10, left: 80 });
});

test("what is stored goes: old windows with new ones, all of it when nobody asks", async () => {
  const one = counter();
  for (const window of [1, 2, 3, 4]) await one.grant(window, 1, 100);
  const stored = () => runInDurableObject(one, (_, { storage }) => [...storage.kv.list()].map(([key]) => key));
  expect(await stored()).toEqual(["3", "4"]);
  expect(await runDurableObjectAlarm(one)).toBe(true);
  expect(await stored()).toEqual([]);
});
