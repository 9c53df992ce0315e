import { beforeEach, expect, test } from "vitest";
import type { User } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password, signIn, type TestSession } from "../../testing/factories.ts";
import { openMailWorld } from "../../testing/mail-world.ts";

const world = openMailWorld();
const { app } = world;
const better = "orchid tractor velvet nine";
let count = 0;
let email = "";
let session: TestSession;

beforeEach(async () => {
  world.sent.length = 0;
  world.queue.waiting.length = 0;
  count += 1;
  email = `me-${count}@acme.test`;
  await createTenant(app, `me-${count}`, { members: [member(email)] });
  session = await signIn(app, email);
});

const change = (current_password: string, to = better, who = session) =>
  app.send("POST", "/api/me/password/", { current_password, password: to }, who.bearer);
const me = async () => (await app.fetch("/api/me/", { headers: session.bearer })).json<Me>();
const kindOf = async (response: Response) => (await response.json<Problem>()).type.replace("/problems/", "");
const withoutPassword = () =>
  app.env.DB.prepare("update accounts set provider_id = 'acme', password = null where user_id = ?")
    .bind(session.user.id)
    .run();

test("/api/me/ tells the truth about password and second factor", async () => {
  expect(await me()).toMatchObject({
    user: { email, name: `me-${count}` },
    roles: ["owner"],
    has_password: true,
    second_factor: { enabled: false, recovery_codes_left: 0 },
  });
  await withoutPassword();
  expect((await me()).has_password).toBe(false);
});

test("a new name is seen at once, and is written down", async () => {
  const response = await app.send("PATCH", "/api/me/", { name: "  Ann Person " }, session.bearer);
  expect((await response.json<User>()).name).toBe("Ann Person");
  expect((await me()).user.name).toBe("Ann Person");
  expect(await world.audited("profile.changed", session.user.id)).toMatchObject([
    { tenant_id: `me-${count}`, detail: JSON.stringify({ name: { from: `me-${count}`, to: "Ann Person" } }) },
  ]);
  await app.send("PATCH", "/api/me/", { name: "Ann Person" }, session.bearer);
  expect(await world.audited("profile.changed", session.user.id)).toHaveLength(1);
  expect((await app.send("PATCH", "/api/me/", { name: " " }, session.bearer)).status).toBe(400);
});

test("a new password keeps this session and ends all others", async () => {
  const other = await signIn(app, email);
  expect((await change(password)).status).toBe(204);
  expect((await app.fetch("/api/me/", { headers: session.bearer })).status).toBe(200);
  expect((await app.fetch("/api/me/", { headers: other.bearer })).status).toBe(401);
  const refresh = (who: TestSession) => app.send("POST", "/api/auth/refresh/", { refresh: who.refresh });
  expect((await refresh(other)).status).toBe(410);
  expect((await refresh(session)).status).toBe(200);
  expect((await app.send("POST", "/api/auth/login/", { email, password })).status).toBe(401);
  expect((await app.send("POST", "/api/auth/login/", { email, password: better })).status).toBe(200);
  await world.drain();
  expect(world.mailsTo(email, "password-changed")).toHaveLength(1);
  expect(await world.audited("password.changed", session.user.id)).toMatchObject([{ tenant_id: `me-${count}` }]);
});

test("the present password must be right, and the new one a new and good one", async () => {
  expect(await kindOf(await change("not the one"))).toBe("wrong-credentials");
  for (const bad of [password, "password1234", "too short"]) {
    const response = await change(password, bad);
    expect(response.status, bad).toBe(400);
    expect((await response.json<Problem>()).errors![0]!.field).toBe("password");
  }
  expect((await change(password)).status).toBe(204);
});

test("whoever guesses at the password through a stolen session is slowed, and then the session ends", async () => {
  const outcomes: number[] = [];
  for (let i = 0; i < 10; i++) {
    outcomes.push((await change("a guess")).status);
    if (i === 3) expect(await kindOf(await change("a guess"))).toBe("rate-limited");
    app.pass(130_000 / 2);
    session = { ...session, ...(await renewed()) };
  }
  expect(outcomes).toEqual(Array(10).fill(401));
  expect((await app.fetch("/api/me/", { headers: { cookie: session.cookie } })).status).toBe(401);
  expect(await world.audited("sign-in.failed", session.user.id)).toHaveLength(10);
  expect(await world.audited("sign-in.locked", session.user.id)).toHaveLength(1);
  // The owner signs in as always, since these tries count by themselves.
  session = await signIn(app, email);
  expect(await kindOf(await change(password))).toBe("rate-limited");
  app.pass(15 * 60_000);
  session = await signIn(app, email);
  expect((await change(password)).status).toBe(204);
});

/** A bearer of the same session for the moved clock; nothing when it has ended. */
async function renewed(): Promise<Partial<TestSession>> {
  const row = await app.env.DB.prepare("select id from sessions where user_id = ?")
    .bind(session.user.id)
    .first<{ id: string }>();
  if (!row) return {};
  const claims = { userId: session.user.id, tenantId: session.tenant.id, sessionId: row.id };
  return { bearer: { authorization: `Bearer ${await app.services.identity.tokens.sign(claims)}` } };
}

test("an account without a password is told how to get one", async () => {
  await withoutPassword();
  const asks: [string, unknown][] = [
    ["/api/me/password/", { current_password: password, password: better }],
    ["/api/me/email/", { email: "new@acme.test", password }],
    ["/api/me/second-factor/", { password }],
    ["/api/me/second-factor/confirm/", { code: "123456" }],
    ["/api/me/second-factor/recovery-codes/", { password }],
    ["/api/me/second-factor/disable/", { password, code: "123456" }],
  ];
  for (const [path, body] of asks) {
    const response = await app.send("POST", path, body, session.bearer);
    expect(response.status, path).toBe(409);
    expect((await response.json<Problem>()).detail).toContain("/password-reset");
  }
});

test("no password is ever logged or audited", async () => {
  await change("a wrong and secret one");
  await change(password);
  await world.drain();
  const rows = await app.env.DB.prepare("select * from audit_log").all();
  const text = JSON.stringify([app.logged, rows.results, world.sent]);
  for (const secret of [password, better, "a wrong and secret one"]) expect(text).not.toContain(secret);
});
