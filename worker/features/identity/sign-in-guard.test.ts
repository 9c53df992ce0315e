import { runDurableObjectAlarm } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { ProblemError } from "../../http/problem.ts";
import { auditAbout } from "../../testing/audit-about.ts";
import { createTenant, member, password } from "../../testing/factories.ts";
import { cookieOf, startApp } from "../../testing/harness.ts";
import { accountOf } from "./device-cookie.ts";

const app = startApp();
const minute = 60_000;

beforeAll(async () => {
  const names = ["slow", "again", "many", "flood", "reset", "device"];
  await createTenant(app, "acme", { members: names.map((name) => member(`${name}@acme.test`)) });
});

let address = 0;
/** Every call comes from another address, so that only the account counts. */
const fromAnywhere = () => {
  address += 1;
  return `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`;
};

const tryWith = (email: string, secret: string, headers: Record<string, string> = {}) =>
  app.send("POST", "/api/auth/login/", { email, password: secret }, { "cf-connecting-ip": fromAnywhere(), ...headers });

/** Wrong passwords, each after the wait that the answer before asked for; what was answered in all. */
async function failUntilLocked(email: string, headers: Record<string, string> = {}) {
  const told: { status: number; type: string; wait: number }[] = [];
  for (;;) {
    const response = await tryWith(email, "wrong", headers);
    const { type } = await response.json<Problem>();
    const wait = Number(response.headers.get("retry-after") ?? 0);
    told.push({ status: response.status, type, wait });
    if (type === "/problems/account-locked") return told;
    app.pass(wait * 1000);
  }
}

test("failures first slow an account, then lock it, even to the right password, and say nothing of whether it exists", async () => {
  const answers = [];
  for (const email of ["slow@acme.test", "nobody@acme.test"]) {
    const told = await failUntilLocked(email);
    expect(told.filter(({ status }) => status === 401)).toHaveLength(10);
    const slowed = told.filter(({ type }) => type === "/problems/rate-limited");
    expect(slowed.every(({ status }) => status === 429)).toBe(true);
    // Hashing takes its time too, so a short wait may be over by itself.
    expect(slowed.at(-1)!.wait).toBeGreaterThan(50);
    const closed = await tryWith(email.toUpperCase(), password);
    expect(closed.status).toBe(429);
    const wait = Number(closed.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(14 * 60);
    expect(wait).toBeLessThanOrEqual(15 * 60);
    const { request_id: _, ...problem } = await closed.json<Problem>();
    answers.push({ problem, cookies: closed.headers.getSetCookie() });
  }
  expect(answers[0]).toEqual(answers[1]);
  app.pass(15 * minute + 1000);
  expect((await tryWith("slow@acme.test", password)).status).toBe(200);
});

test("a lock is written to the audit log once, of an unknown account too", async () => {
  const tenants = { "slow@acme.test": "acme", "nobody@acme.test": null };
  for (const [email, tenant] of Object.entries(tenants)) {
    const rows = (await auditAbout(app, email)).filter(({ action }) =>
      ["sign-in.failed", "sign-in.locked"].includes(action),
    );
    expect(rows.map(({ action }) => action)).toEqual([...Array(10).fill("sign-in.failed"), "sign-in.locked"]);
    for (const row of rows) {
      expect(row).toMatchObject({ tenant_id: tenant, actor_kind: "nobody", detail: '{"by":"password"}' });
      expect(row.ip).toMatch(/^10\./);
    }
    expect(rows.every(({ target_id }) => (target_id === null) === (tenant === null))).toBe(true);
  }
});

test("a success starts the count afresh", async () => {
  for (let round = 0; round < 4; round++) {
    for (let failure = 0; failure < 2; failure++) expect((await tryWith("again@acme.test", "wrong")).status).toBe(401);
    expect((await tryWith("again@acme.test", password)).status).toBe(200);
  }
});

test("many at once do not slip through, and the owner's browser is not held up by them", async () => {
  const first = await tryWith("many@acme.test", password);
  const known = { cookie: cookieOf(first) };
  const attack = Array.from({ length: 60 }, async () => (await tryWith("many@acme.test", "wrong")).status);
  const statuses = await Promise.all(attack);
  const reached = statuses.filter((status) => status === 401).length;
  expect(reached).toBeGreaterThanOrEqual(3);
  expect(reached).toBeLessThanOrEqual(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(60 - reached);
  await failUntilLocked("many@acme.test");
  expect((await tryWith("many@acme.test", password)).status).toBe(429);
  expect((await tryWith("many@acme.test", password, known)).status).toBe(200);
});

test("of 20,000 tries from many addresses no more than ten get through, and the owner still does", async () => {
  const { signInGate } = app.services;
  const email = "flood@acme.test";
  const known = new Headers({ cookie: (await signInGate.deviceCookie(email, new Headers())).split(";")[0]! });
  const outcomes = { through: 0, slowed: 0, locked: 0, lastOnes: 0 };
  const attempt = async () => {
    try {
      const { locks } = await signInGate.admit(email, new Headers({ "cf-connecting-ip": fromAnywhere() }));
      outcomes.through += 1;
      if (locks) outcomes.lastOnes += 1;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      outcomes[error.kind === "account-locked" ? "locked" : "slowed"] += 1;
    }
  };
  for (let batch = 0; batch < 40; batch++) {
    await Promise.all(Array.from({ length: 500 }, attempt));
    app.pass(5000);
  }
  const { through, slowed, locked, lastOnes } = outcomes;
  expect({ through, lastOnes, all: through + slowed + locked }).toEqual({ through: 10, lastOnes: 1, all: 20_000 });
  expect(locked).toBeGreaterThan(1000);
  expect((await tryWith(email, password)).status).toBe(429);
  const owner = await signInGate.admit(email, known);
  await owner.succeeded();
  expect((await tryWith(email, password, { cookie: known.get("cookie")! })).status).toBe(200);
}, 240_000);

test("a known browser has a count of its own, and no other account profits from it", async () => {
  const known = { cookie: cookieOf(await tryWith("device@acme.test", password)) };
  await failUntilLocked("device@acme.test", known);
  expect((await tryWith("device@acme.test", password)).status).toBe(200);
  const before = await failUntilLocked("stranger@acme.test");
  expect((await tryWith("stranger@acme.test", "wrong", known)).status).toBe(429);
  expect(before.at(-1)!.type).toBe("/problems/account-locked");
});

test("opening a lock lets the account in at once", async () => {
  await failUntilLocked("reset@acme.test");
  await app.services.signInGate.open("Reset@acme.test");
  expect((await tryWith("reset@acme.test", password)).status).toBe(200);
});

test("the object forgets by itself", async () => {
  const guard = app.env.SIGN_IN_GUARD.getByName(await accountOf("alarm@acme.test"));
  const start = Date.now();
  for (let made = 0; made < 3; made++) expect(await guard.admit(start)).toEqual({ wait: null, locks: false });
  expect(await guard.admit(start)).toEqual({ wait: 1, locks: false });
  expect(await runDurableObjectAlarm(guard)).toBe(true);
  expect(await guard.admit(start)).toEqual({ wait: null, locks: false });
});
