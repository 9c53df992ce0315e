import { beforeAll, expect, test } from "vitest";
import type { SessionView } from "#contracts/me.ts";
import { auditAbout } from "../../testing/audit-about.ts";
import { createTenant, member, password, signIn, type TestSession } from "../../testing/factories.ts";
import { cookieOf, origin, startApp, type TestApp } from "../../testing/harness.ts";

const minute = 60_000;
const app = startApp();

beforeAll(async () => {
  const names = ["list", "seen", "out", "end", "all", "keep", "other", "move", "long"];
  await createTenant(app, "acme", { label: "Acme", members: names.map((name) => member(`${name}@acme.test`)) });
  await createTenant(app, "bravo", { label: "Bravo", members: [member("move@acme.test", "viewer")] });
});

async function sessionsOf({ bearer }: TestSession, at: TestApp = app): Promise<SessionView[]> {
  const response = await at.fetch("/api/me/sessions/", { headers: bearer });
  expect(response.status).toBe(200);
  return (await response.json<{ sessions: SessionView[] }>()).sessions;
}

const status = async (headers: HeadersInit, at: TestApp = app) => (await at.fetch("/api/me/", { headers })).status;

const write = async ({ bearer }: TestSession, at: TestApp) =>
  (await at.send("POST", "/api/auth/switch-tenant/", { tenant_id: "acme" }, bearer)).status;

const actions = async (about: string) => (await auditAbout(app, about)).map(({ action }) => action);

test("the list says where one is signed in, newest first", async () => {
  const headers = { "cf-connecting-ip": "192.0.2.7", "user-agent": "A browser of old" };
  await app.send("POST", "/api/auth/login/", { email: "list@acme.test", password }, headers);
  const now = await signIn(app, "list@acme.test");
  const [newest, oldest, ...more] = await sessionsOf(now);
  expect(more).toEqual([]);
  expect(newest).toMatchObject({ current: true, user_agent: null });
  expect(oldest).toMatchObject({ current: false, ip: "192.0.2.7", user_agent: "A browser of old" });
  expect(Date.parse(newest!.expires_at) - Date.parse(newest!.created_at)).toBeGreaterThan(6.9 * 24 * 60 * minute);
});

test("a session's last use is known to five minutes, and not written on every request", async () => {
  const moved = startApp();
  const session = await signIn(moved, "seen@acme.test");
  const seen = async () => Date.parse((await sessionsOf(session, moved))[0]!.last_seen_at);
  const first = await seen();
  moved.pass(4 * minute);
  expect(await seen()).toBe(first);
  moved.pass(minute + 1000);
  const byCookie = { cookie: session.cookie };
  expect(await status(byCookie, moved)).toBe(200);
  const again = await moved.fetch("/api/me/sessions/", { headers: byCookie });
  const [view] = (await again.json<{ sessions: SessionView[] }>()).sessions;
  expect(Math.abs(Date.parse(view!.last_seen_at) - moved.clock())).toBeLessThan(minute);
});

test("a session in use is prolonged once a day, and its cookie with it", async () => {
  const session = await signIn(app, "long@acme.test");
  const headers = { cookie: session.cookie };
  expect((await app.fetch("/api/me/", { headers })).headers.getSetCookie()).toEqual([]);
  const endsIn = (days: number) =>
    app.env.DB.prepare("update sessions set expires_at = ? where user_id = ?")
      .bind(Date.now() + days * 24 * 60 * minute, session.user.id)
      .run();
  await endsIn(6.1);
  expect((await startApp().fetch("/api/me/", { headers })).headers.getSetCookie()).toEqual([]);
  await endsIn(5.9);
  const prolonged = await startApp().fetch("/api/me/", { headers });
  expect(prolonged.headers.getSetCookie()).toEqual([expect.stringMatching(/session_token=.*Max-Age=604800/)]);
  expect(await status({ cookie: cookieOf(prolonged) })).toBe(200);
  const [view] = await sessionsOf(session);
  expect(Date.parse(view!.expires_at)).toBeGreaterThan(Date.now() + 6.9 * 24 * 60 * minute);
  const again = await startApp().fetch("/api/me/", { headers });
  expect(again.headers.getSetCookie()).toEqual([]);
});

test("signing out ends cookie and token at once for what writes, within ten seconds for what reads", async () => {
  const elsewhere = startApp();
  const session = await signIn(app, "out@acme.test");
  const byCookie = { cookie: session.cookie };
  for (const headers of [session.bearer, byCookie]) expect(await status(headers, elsewhere)).toBe(200);
  const out = await app.fetch("/api/auth/logout/", { method: "POST", headers: { ...byCookie, origin } });
  expect(out.status).toBe(204);
  expect(await write(session, elsewhere)).toBe(401);
  elsewhere.pass(10_001);
  for (const headers of [session.bearer, byCookie]) expect(await status(headers, elsewhere)).toBe(401);
  expect((await actions("out@acme.test")).slice(-2)).toEqual(["sign-in.succeeded", "sign-out"]);
});

test("what an isolate read of an ended session it believes for reading only, and not for long", async () => {
  const elsewhere = startApp();
  const [kept, ended] = [await signIn(app, "end@acme.test"), await signIn(app, "end@acme.test")];
  expect(await status(ended.bearer, elsewhere)).toBe(200);
  const [view] = (await sessionsOf(kept)).filter(({ current }) => !current);
  const path = `/api/me/sessions/${view!.id}/`;
  expect((await app.fetch(path, { method: "DELETE", headers: kept.bearer })).status).toBe(204);
  expect(await status(ended.bearer)).toBe(401);
  expect(await status(ended.bearer, elsewhere)).toBe(200);
  elsewhere.pass(10_001);
  expect(await status(ended.bearer, elsewhere)).toBe(401);
  expect((await app.fetch(path, { method: "DELETE", headers: kept.bearer })).status).toBe(404);
  expect(await sessionsOf(kept)).toHaveLength(1);
  const [row, ...more] = (await auditAbout(app, view!.id)).filter(({ action }) => action === "session.ended");
  expect(more).toEqual([]);
  expect(row).toMatchObject({ tenant_id: "acme", actor_id: kept.user.id, actor_label: "end@acme.test" });
});

test("a session of somebody else is not there", async () => {
  const [mine, theirs] = [await signIn(app, "end@acme.test"), await signIn(app, "other@acme.test")];
  const [view] = await sessionsOf(theirs);
  const response = await app.fetch(`/api/me/sessions/${view!.id}/`, { method: "DELETE", headers: mine.bearer });
  expect(response.status).toBe(404);
  expect(await status(theirs.bearer)).toBe(200);
  expect((await auditAbout(app, view!.id)).map(({ action }) => action)).toEqual(["sign-in.succeeded"]);
});

test("ending the session one is in clears its cookies", async () => {
  const session = await signIn(app, "end@acme.test");
  const current = (await sessionsOf(session)).find((view) => view.current)!;
  const headers = { cookie: session.cookie, origin };
  const response = await app.fetch(`/api/me/sessions/${current.id}/`, { method: "DELETE", headers });
  expect(response.status).toBe(204);
  expect(cookieOf(response)).toBe("__Secure-adinsights.session_token=; __Secure-adinsights.switched=");
  expect(await status(session.bearer)).toBe(401);
});

test("signing out everywhere ends all sessions, with their refresh tokens", async () => {
  const [first, second] = [await signIn(app, "all@acme.test"), await signIn(app, "all@acme.test")];
  const stranger = await signIn(app, "other@acme.test");
  const response = await app.send("POST", "/api/auth/logout-everywhere/", {}, { cookie: first.cookie, origin });
  expect(response.status).toBe(204);
  expect(response.headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
  for (const { bearer, refresh } of [first, second]) {
    expect(await status(bearer)).toBe(401);
    expect((await app.send("POST", "/api/auth/refresh/", { refresh })).status).toBe(410);
  }
  expect(await status(stranger.bearer)).toBe(200);
  expect((await app.send("POST", "/api/auth/refresh/", { refresh: stranger.refresh })).status).toBe(200);
  expect((await actions("all@acme.test")).at(-1)).toBe("sign-out.everywhere");
});

test("signing out everywhere else keeps this session", async () => {
  const [here, there] = [await signIn(app, "keep@acme.test"), await signIn(app, "keep@acme.test")];
  const response = await app.send("POST", "/api/auth/logout-everywhere/", { keep_this: true }, here.bearer);
  expect(response.status).toBe(204);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await status(there.bearer)).toBe(401);
  expect(await status(here.bearer)).toBe(200);
  expect((await app.send("POST", "/api/auth/refresh/", { refresh: here.refresh })).status).toBe(200);
  const row = (await auditAbout(app, "keep@acme.test")).at(-1);
  expect(row).toMatchObject({ action: "sign-out.everywhere", detail: '{"kept_this":true}' });
});

test("a switch is told to both tenants", async () => {
  const session = await signIn(app, "move@acme.test", "acme");
  await app.send("POST", "/api/auth/switch-tenant/", { tenant_id: "bravo" }, session.bearer);
  const rows = (await auditAbout(app, "move@acme.test")).filter(({ action }) => action === "tenant.switched");
  expect(rows.map((row) => row.tenant_id).sort()).toEqual(["acme", "bravo"]);
  expect(rows.map((row) => row.detail)).toEqual(Array(2).fill('{"from":"acme","to":"bravo"}'));
});
