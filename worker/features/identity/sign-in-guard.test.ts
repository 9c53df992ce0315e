import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { createTenant, member, password } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";

const app = startApp();
const minute = 60_000;

beforeAll(async () => {
  await createTenant(app, "acme", { members: ["a", "b", "c"].map((name) => member(`${name}@acme.test`)) });
});

const tryWith = (email: string, secret: string) => app.send("POST", "/api/auth/login/", { email, password: secret });

async function fail(email: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await tryWith(email, "wrong")).status);
  return statuses;
}

test("ten failures close an account for a while, even to the right password, and say nothing of whether it exists", async () => {
  for (const email of ["a@acme.test", "nobody@acme.test"]) {
    expect(await fail(email, 10)).toEqual(Array(10).fill(401));
    const closed = await tryWith(email.toUpperCase(), password);
    expect(closed.status).toBe(429);
    const wait = Number(closed.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(14 * 60);
    expect(wait).toBeLessThanOrEqual(15 * 60);
    expect(await closed.json()).toMatchObject({
      type: "/problems/rate-limited",
      detail: expect.not.stringContaining("account"),
    });
  }
  app.pass(15 * minute + 1000);
  expect((await tryWith("a@acme.test", password)).status).toBe(200);
});

test("a success starts the count afresh", async () => {
  await fail("b@acme.test", 9);
  expect((await tryWith("b@acme.test", password)).status).toBe(200);
  expect(await fail("b@acme.test", 10)).toEqual(Array(10).fill(401));
  expect((await tryWith("b@acme.test", password)).status).toBe(429);
});

test("many at once do not slip through", async () => {
  const statuses = await Promise.all(
    Array.from({ length: 14 }, async () => (await tryWith("c@acme.test", "wrong")).status),
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(4);
});

test("failures older than 15 minutes do not count, and the object forgets them", async () => {
  const guard = app.env.SIGN_IN_GUARD.getByName("a test of its own");
  const start = Date.now();
  for (let i = 0; i < 9; i++) expect(await guard.admit(start + i)).toBeNull();
  expect(await guard.admit(start + 16 * minute)).toBeNull();
  for (let i = 0; i < 9; i++) expect(await guard.admit(start + 16 * minute + i)).toBeNull();
  expect(await guard.admit(start + 17 * minute)).toBe(14 * 60);
  expect(await runDurableObjectAlarm(guard)).toBe(true);
  expect(await guard.admit(start + 17 * minute)).toBeNull();
});
