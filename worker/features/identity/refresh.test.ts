import { beforeAll, expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { Problem } from "#contracts/problem.ts";
import { auditAbout } from "../../testing/audit-about.ts";
import { createTenant, member, password, signIn } from "../../testing/factories.ts";
import { startApp, type TestApp } from "../../testing/harness.ts";
import { makeToken } from "./opaque-token.ts";

const day = 24 * 60 * 60_000;
const app = startApp();

beforeAll(async () => {
  const names = ["ann", "thief", "race", "gone", "late", "out"];
  await createTenant(app, "acme", { label: "Acme", members: names.map((name) => member(`${name}@acme.test`)) });
  await createTenant(app, "bravo", { label: "Bravo", members: [member("gone@acme.test")] });
});

const refresh = (token: string, at: TestApp = app) => at.send("POST", "/api/auth/refresh/", { refresh: token });

async function refreshed(token: string, at: TestApp = app): Promise<SignedIn> {
  const response = await refresh(token, at);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json<SignedIn>();
}

async function refused(token: string, at: TestApp = app) {
  const response = await refresh(token, at);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { type, status } = await response.json<Problem>();
  return { type: type.replace("/problems/", ""), status };
}

const me = (access: string, at: TestApp = app) =>
  at.fetch("/api/me/", { headers: { authorization: `Bearer ${access}` } });

test("a refresh token gives new tokens of the same tenant and session, and no cookie", async () => {
  const first = await signIn(app, "ann@acme.test", "acme");
  const response = await refresh(first.refresh);
  expect(response.headers.getSetCookie()).toEqual([]);
  const next = await response.json<SignedIn>();
  expect(next).toMatchObject({ user: first.user, tenant: first.tenant, expires_in: 300 });
  expect(next.refresh).not.toBe(first.refresh);
  expect((await me(next.access)).status).toBe(200);
  expect((await me(first.access)).status).toBe(200);
  const third = await refreshed(next.refresh);
  expect((await me(third.access)).status).toBe(200);
});

test("a session that is refreshed lives on, and its tokens with it", async () => {
  const later = startApp();
  let { refresh: token, access } = await signIn(later, "late@acme.test");
  for (let round = 0; round < 4; round++) {
    later.pass(5 * day);
    expect((await me(access, later)).status).toBe(401);
    ({ refresh: token, access } = await refreshed(token, later));
    expect((await me(access, later)).status).toBe(200);
  }
  later.pass(7 * day + 1000);
  expect(await refused(token, later)).toEqual({ type: "token-expired", status: 410 });
});

test("each thing that is wrong with a token has an answer of its own", async () => {
  expect(await refused("adr_short")).toEqual({ type: "token-unknown", status: 400 });
  expect(await refused("x")).toEqual({ type: "token-unknown", status: 400 });
  expect(await refused(makeToken("refresh"))).toEqual({ type: "token-unknown", status: 400 });
  for (const kind of ["invite", "password-reset", "key", "second-factor"] as const)
    expect(await refused(makeToken(kind))).toEqual({ type: "token-foreign", status: 403 });
  const { access } = await signIn(app, "ann@acme.test");
  expect(await refused(access)).toEqual({ type: "invalid-input", status: 400 });
});

test("a used token that comes again ends the session, everything that came of it, and is written down once", async () => {
  const other = startApp();
  const stolen = await signIn(app, "thief@acme.test");
  const next = await refreshed(stolen.refresh);
  expect((await me(next.access, other)).status).toBe(200);
  expect(await refused(stolen.refresh)).toEqual({ type: "token-used", status: 409 });
  expect(await refused(next.refresh)).toEqual({ type: "token-revoked", status: 410 });
  expect(await refused(stolen.refresh)).toEqual({ type: "token-revoked", status: 410 });
  expect((await me(next.access)).status).toBe(401);
  other.pass(10_001);
  expect((await me(next.access, other)).status).toBe(401);
  expect((await app.fetch("/api/me/", { headers: { cookie: stolen.cookie } })).status).toBe(401);
  const rows = (await auditAbout(app, "thief@acme.test")).filter(({ action }) => action === "session.refresh-reused");
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ tenant_id: "acme", actor_id: stolen.user.id });
});

test("of refreshes at once one wins; the others count as reuse", async () => {
  const { refresh: token } = await signIn(app, "race@acme.test");
  const other = startApp();
  const answers = await Promise.all([refresh(token), refresh(token, other), refresh(token), refresh(token, other)]);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409 || status === 410)).toHaveLength(3);
  const won = await answers.find(({ status }) => status === 200)!.json<SignedIn>();
  expect(await refused(won.refresh)).toEqual({ type: "token-revoked", status: 410 });
  const rows = (await auditAbout(app, "race@acme.test")).filter(({ action }) => action === "session.refresh-reused");
  expect(rows).toHaveLength(1);
});

test("a membership that is gone refreshes no more, at once; other tenants of the session do", async () => {
  const session = await signIn(app, "gone@acme.test", "acme");
  const switched = await app.send("POST", "/api/auth/switch-tenant/", { tenant_id: "bravo" }, session.bearer);
  const bravo = await switched.json<SignedIn>();
  await app.env.DB.prepare("delete from memberships where tenant_id = 'acme' and user_id = ?")
    .bind(session.user.id)
    .run();
  expect(await refused(session.refresh)).toEqual({ type: "forbidden", status: 403 });
  expect((await refreshed(bravo.refresh)).tenant.id).toBe("bravo");
});

test("signing out revokes the refresh tokens", async () => {
  const session = await signIn(app, "out@acme.test");
  const next = await refreshed(session.refresh);
  await app.send("POST", "/api/auth/logout/", {}, { authorization: `Bearer ${next.access}` });
  expect(await refused(next.refresh)).toEqual({ type: "token-revoked", status: 410 });
});

test("refresh tokens are neither stored as they are nor logged", async () => {
  const { refresh: token } = await signIn(app, "ann@acme.test");
  await refreshed(token);
  const { results } = await app.env.DB.prepare("select * from refresh_tokens").all();
  expect(results.length).toBeGreaterThan(0);
  for (const text of [JSON.stringify(results), JSON.stringify(app.logged)]) {
    expect(text).not.toContain(token.slice(4));
    expect(text).not.toContain(password);
  }
});
