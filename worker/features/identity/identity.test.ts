import { beforeAll, expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password, signIn } from "../../testing/factories.ts";
import { cookieOf, origin, startApp } from "../../testing/harness.ts";
import { forged } from "../../testing/tokens.ts";

const app = startApp();

beforeAll(async () => {
  await createTenant(app, "acme", {
    label: "Acme",
    members: [member("Ann@acme.test"), member("vic@acme.test", "viewer")],
  });
  await createTenant(app, "bravo", { label: "Bravo", members: [member("ann@acme.test", "analyst")] });
  await createTenant(app, "zulu", { label: "Zulu", members: [member("zoe@zulu.test")] });
});

test("signing in gives a token, a tenant and an HttpOnly cookie", async () => {
  const response = await app.send("POST", "/api/auth/login/", { email: "ANN@acme.test", password });
  expect(response.status).toBe(200);
  const body = await response.json<SignedIn>();
  expect(body.user.email).toBe("ann@acme.test");
  expect(body.tenant).toEqual({
    id: "acme",
    label: "Acme",
    role: "owner",
    currency: "JMD",
    time_zone: "America/Jamaica",
    agency: null,
  });
  expect(body.tenants.map((tenant) => tenant.id)).toEqual(["acme", "bravo"]);
  expect(body.expires_in).toBe(300);
  const session = response.headers.getSetCookie().find((line) => line.includes("session_token"))!;
  expect(session).toContain("__Secure-");
  for (const attribute of ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"]) expect(session).toContain(attribute);
});

test("the cookie is not Secure in development, where the page is plain HTTP", async () => {
  const local = startApp({ env: { ENVIRONMENT: "development" } });
  const response = await local.send("POST", "/api/auth/login/", { email: "ann@acme.test", password });
  for (const line of response.headers.getSetCookie()) expect(line).not.toMatch(/secure/i);
  const me = await local.fetch("/api/me/", { headers: { cookie: cookieOf(response) } });
  expect(me.status).toBe(200);
});

test("/api/me/ answers to cookie and token alike", async () => {
  const session = await signIn(app, "vic@acme.test");
  for (const headers of [{ cookie: session.cookie }, session.bearer]) {
    const response = await app.fetch("/api/me/", { headers });
    expect(response.status).toBe(200);
    const me = await response.json<Me>();
    expect(me.user.email).toBe("vic@acme.test");
    expect(me.tenant.id).toBe("acme");
    expect(me.capabilities).toEqual(["metrics.read", "tenant.read"]);
  }
});

test("an unknown e-mail and a wrong password answer alike", async () => {
  const answers = await Promise.all(
    ["ann@acme.test", "nobody@acme.test"].map(async (email) => {
      const response = await app.send("POST", "/api/auth/login/", { email, password: "not the password" });
      const { request_id: _, ...problem } = await response.json<Problem>();
      return { status: response.status, cookies: response.headers.getSetCookie(), problem };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]!.status).toBe(401);
  expect(answers[0]!.problem.type).toBe("/problems/wrong-credentials");
});

test("signing in to a tenant of others is 404, and leaves no session", async () => {
  const response = await app.send("POST", "/api/auth/login/", { email: "ann@acme.test", password, tenant_id: "zulu" });
  expect(response.status).toBe(404);
  expect(response.headers.getSetCookie()).toEqual([]);
  const unknown = await app.send("POST", "/api/auth/login/", { email: "ann@acme.test", password, tenant_id: "none" });
  expect((await unknown.json<Problem>()).detail).toBe((await response.json<Problem>()).detail);
});

test("switching tenants moves the session and gives a token bound to the new one", async () => {
  const session = await signIn(app, "ann@acme.test", "acme");
  const response = await app.send(
    "POST",
    "/api/auth/switch-tenant/",
    { tenant_id: "bravo" },
    { cookie: session.cookie, origin },
  );
  expect(response.status).toBe(200);
  const switched = await response.json<SignedIn>();
  expect(switched.tenant).toMatchObject({ id: "bravo", role: "analyst" });
  const byToken = await app.fetch("/api/me/", { headers: { authorization: `Bearer ${switched.access}` } });
  expect((await byToken.json<Me>()).tenant.id).toBe("bravo");
  const old = await app.fetch("/api/me/", { headers: session.bearer });
  expect((await old.json<Me>()).tenant.id).toBe("acme");
});

test("another isolate sees a switch at once", async () => {
  const session = await signIn(app, "ann@acme.test", "acme");
  const other = startApp();
  const before = await other.fetch("/api/me/", { headers: { cookie: session.cookie } });
  expect((await before.json<Me>()).tenant.id).toBe("acme");
  const response = await app.send(
    "POST",
    "/api/auth/switch-tenant/",
    { tenant_id: "bravo" },
    { cookie: session.cookie, origin },
  );
  const jar = new Map(
    [...session.cookie.split("; "), ...cookieOf(response).split("; ")].map((pair) => [pair.split("=")[0], pair]),
  );
  const after = await other.fetch("/api/me/", { headers: { cookie: [...jar.values()].join("; ") } });
  expect((await after.json<Me>()).tenant.id).toBe("bravo");
});

test("switching to a tenant of others is 404", async () => {
  const session = await signIn(app, "ann@acme.test");
  const response = await app.send("POST", "/api/auth/switch-tenant/", { tenant_id: "zulu" }, session.bearer);
  expect(response.status).toBe(404);
});

test("signing out ends cookie and token", async () => {
  const session = await signIn(app, "ann@acme.test");
  const response = await app.fetch("/api/auth/logout/", {
    method: "POST",
    headers: { cookie: session.cookie, origin },
  });
  expect(response.status).toBe(204);
  expect(response.headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
  for (const headers of [{ cookie: session.cookie }, session.bearer]) {
    expect((await app.fetch("/api/me/", { headers })).status).toBe(401);
  }
});

test("a token ends after 5 minutes, a session after 7 days", async () => {
  const later = startApp();
  const session = await signIn(later, "ann@acme.test");
  later.pass(4 * 60_000);
  expect((await later.fetch("/api/me/", { headers: session.bearer })).status).toBe(200);
  later.pass(2 * 60_000);
  expect((await later.fetch("/api/me/", { headers: session.bearer })).status).toBe(401);
  later.pass(8 * 24 * 60 * 60_000);
  expect((await later.fetch("/api/me/", { headers: { cookie: session.cookie } })).status).toBe(401);
});

test("forged tokens and cookies are nobody's", async () => {
  const session = await signIn(app, "ann@acme.test");
  const broken = session.cookie.replace(/(session_token=[^.]+\.)./, (_, kept: string) => `${kept}~`);
  for (const headers of [{ authorization: `Bearer ${forged(session.access)}` }, { cookie: broken }]) {
    const response = await app.fetch("/api/me/", { headers });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  }
});

test("a membership that is gone stops working within 10 seconds", async () => {
  const fresh = startApp();
  await createTenant(fresh, "short", { members: [member("sam@short.test")] });
  const session = await signIn(fresh, "sam@short.test");
  const me = () => fresh.fetch("/api/me/", { headers: session.bearer });
  expect((await me()).status).toBe(200);
  await fresh.env.DB.prepare("delete from memberships where tenant_id = 'short'").run();
  fresh.pass(10_001);
  expect((await me()).status).toBe(401);
});

test("a request with the cookie and an unsafe method must come from our own page", async () => {
  const session = await signIn(app, "ann@acme.test");
  const switchTo = (headers: HeadersInit) =>
    app.send("POST", "/api/auth/switch-tenant/", { tenant_id: "bravo" }, headers);
  expect((await switchTo({ cookie: session.cookie })).status).toBe(403);
  expect((await switchTo({ cookie: session.cookie, origin: "https://evil.test" })).status).toBe(403);
  expect((await switchTo({ cookie: session.cookie, origin: "null" })).status).toBe(403);
  expect((await switchTo({ cookie: session.cookie, origin })).status).toBe(200);
  expect((await switchTo(session.bearer)).status).toBe(200);
});

test("another site cannot sign its visitors in", async () => {
  const response = await app.send(
    "POST",
    "/api/auth/login/",
    { email: "ann@acme.test", password },
    { origin: "https://evil.test" },
  );
  expect(response.status).toBe(403);
});

test("no password, token or cookie is ever logged", async () => {
  const quiet = startApp();
  const session = await signIn(quiet, "ann@acme.test");
  await quiet.fetch("/api/me/?token=hush", { headers: { cookie: session.cookie } });
  await quiet.send("POST", "/api/auth/login/", { email: "ann@acme.test", password: "wrong and secret" });
  const text = JSON.stringify(quiet.logged);
  expect(quiet.logged.length).toBeGreaterThanOrEqual(3);
  for (const secret of [password, "wrong and secret", session.access, session.cookie, "hush", "ann@acme.test"]) {
    expect(text).not.toContain(secret);
  }
});
