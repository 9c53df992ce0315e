import { beforeEach, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password, signIn } from "../../testing/factories.ts";
import { cookieOf } from "../../testing/harness.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { issueToken } from "./one-time-token.ts";
import { makeToken } from "./opaque-token.ts";

const world = openMailWorld();
const { app } = world;
const minute = 60_000;
const better = "orchid tractor velvet nine";
let count = 0;
let email = "";
let userId = "";

beforeEach(async () => {
  world.sent.length = 0;
  world.queue.waiting.length = 0;
  world.box.broken = false;
  count += 1;
  email = `reset-${count}@acme.test`;
  await createTenant(app, `reset-${count}`, { members: [member(email)] });
  userId = (await app.services.accounts.findByEmail(email))!.id;
});

const ask = (to = email) => app.send("POST", "/api/auth/password-reset/", { email: to });
const check = (token: string) => app.send("POST", "/api/auth/password-reset/check/", { token });
const confirm = (token: string, secret = better) =>
  app.send("POST", "/api/auth/password-reset/confirm/", { token, password: secret });
const login = (secret: string, headers: HeadersInit = {}) =>
  app.send("POST", "/api/auth/login/", { email, password: secret }, headers);

async function mailed(): Promise<string> {
  expect((await ask()).status).toBe(204);
  await world.drain();
  return world.tokenTo(email, "password-reset");
}

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const { status, type, detail } = await response.json<Problem>();
  return { status, kind: type.replace("/problems/", ""), detail };
}

test("a link from the mail sets a new password, once, and signs in only with it", async () => {
  const token = await mailed();
  const mail = world.mailsTo(email, "password-reset")[0]!;
  expect(mail.text).toContain(`https://app.test/password-reset#token=${token}`);
  expect(mail.html).toContain(`href="https://app.test/password-reset#token=${token}"`);
  expect(await (await check(token)).json()).toEqual({ expires_at: expect.any(String) });
  expect((await confirm(token)).status).toBe(204);
  expect((await login(password)).status).toBe(401);
  expect((await login(better)).status).toBe(200);
  expect(await problemOf(await confirm(token))).toMatchObject({ status: 409, kind: "token-used" });
  expect(await problemOf(await check(token))).toMatchObject({ status: 409, kind: "token-used" });
  await world.drain();
  expect(world.mailsTo(email, "password-changed")).toHaveLength(1);
});

test("it ends every session and all refresh tokens, and half-done sign-ins", async () => {
  const sessions = [await signIn(app, email), await signIn(app, email)];
  const half = await issueToken(app.services.identity.oneTimeTokens, "second-factor", userId, minute);
  expect((await confirm(await mailed())).status).toBe(204);
  for (const session of sessions) {
    expect((await app.fetch("/api/me/", { headers: { cookie: session.cookie } })).status).toBe(401);
    expect((await app.fetch("/api/me/", { headers: session.bearer })).status).toBe(401);
    const refreshed = await app.send("POST", "/api/auth/refresh/", { refresh: session.refresh });
    expect((await problemOf(refreshed)).kind).toBe("token-revoked");
  }
  const code = await app.send("POST", "/api/auth/second-factor/", { challenge: half, code: "123456" });
  expect((await problemOf(code)).kind).toBe("token-revoked");
});

test("it opens a locked account and makes the browser known to it", async () => {
  for (let i = 0; i < 10; i++) {
    await app.services.signInGate.admit(email, new Headers());
    app.pass(65_000);
  }
  expect((await login(password)).status).toBe(429);
  const done = await confirm(await mailed());
  expect(done.headers.getSetCookie().join()).toContain("adinsights.device=");
  expect((await login(better, { cookie: cookieOf(done) })).status).toBe(200);
});

test("the answer is the same for an address that nobody has, and nothing is mailed to it", async () => {
  const stranger = `nobody-${count}@acme.test`;
  const answers = [await ask(), await ask(stranger)];
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  const seen = answers.map(({ headers }) => [...headers].filter(([name]) => !/request-id|ratelimit/.test(name)));
  expect(seen[0]).toEqual(seen[1]);
  expect(world.queue.waiting).toHaveLength(2);
  await world.drain();
  expect(world.sent.map(({ to }) => to)).toEqual([email]);
  const rows = await app.env.DB.prepare("select * from audit_log where target_label = ?").bind(stranger).all();
  expect(rows.results).toMatchObject([
    { action: "password.reset-requested", target_id: null, tenant_id: null, detail: '{"outcome":"no such account"}' },
  ]);
});

test("an account gets three mails in a quarter of an hour, and the rest is dropped and noted", async () => {
  for (let i = 0; i < 5; i++) await ask(email.toUpperCase());
  await world.drain();
  expect(world.mailsTo(email)).toHaveLength(3);
  const outcomes = (await world.audited("password.reset-requested", userId)).map(({ detail }) => detail);
  expect(outcomes.toSorted()).toEqual([
    ...Array(3).fill('{"outcome":"mailed"}'),
    ...Array(2).fill('{"outcome":"too many"}'),
  ]);
  app.pass(15 * minute + 1);
  await mailed();
  expect(world.mailsTo(email)).toHaveLength(4);
});

test("many asked for at once do not slip through", async () => {
  for (let i = 0; i < 8; i++) await ask();
  const messages = world.queue.waiting.splice(0);
  await Promise.all(messages.map((message) => world.queue.give(message, world.context)));
  expect(world.mailsTo(email)).toHaveLength(3);
});

test("a mail that could not be sent is tried again with a new link, and counts once", async () => {
  await ask();
  world.box.broken = true;
  for (let i = 0; i < 5; i++) await world.queue.give(world.queue.take(), world.context);
  expect(world.sent).toEqual([]);
  world.box.broken = false;
  await world.drain();
  expect(world.sent).toHaveLength(1);
  expect((await confirm(world.tokenTo(email, "password-reset"))).status).toBe(204);
  expect(await world.audited("password.reset-requested", userId)).toHaveLength(1);
});

test("a message that comes twice ends the former link, so that one works", async () => {
  await ask();
  const [message] = world.queue.waiting;
  await world.drain();
  const first = world.tokenTo(email, "password-reset");
  await world.queue.give(message!, world.context);
  const second = world.tokenTo(email, "password-reset");
  expect(second).not.toBe(first);
  expect(await problemOf(await confirm(first))).toMatchObject({ status: 410, kind: "token-revoked" });
  expect((await confirm(second)).status).toBe(204);
});

test("mail that no try can send ends among the dead letters, without a link", async () => {
  await ask();
  world.box.broken = true;
  await world.drain();
  const letter = await app.env.DB.prepare("select * from dead_letters where payload like ?")
    .bind(`%${email}%`)
    .first<{ job: string; payload: string; error: string }>();
  expect(letter).toMatchObject({ job: "mail.password-reset", error: expect.stringContaining("does not answer") });
  expect(letter!.payload).not.toContain("adp_");
});

test("a link ends after an hour, and when a newer one was mailed", async () => {
  const first = await mailed();
  const second = await mailed();
  expect((await problemOf(await check(first))).kind).toBe("token-revoked");
  app.pass(60 * minute + 1);
  const late = await problemOf(await confirm(second));
  expect(late).toMatchObject({
    status: 410,
    kind: "token-expired",
    detail: expect.stringContaining("/password-reset"),
  });
});

test("what is no link of ours is told by its kind", async () => {
  const token = await mailed();
  const cases = {
    "token-unknown": [token.slice(0, -1), "x", makeToken("password-reset")],
    "token-foreign": [makeToken("invite"), makeToken("refresh")],
  };
  for (const [kind, tokens] of Object.entries(cases)) {
    for (const wrong of tokens) {
      expect((await problemOf(await check(wrong))).kind).toBe(kind);
      expect((await problemOf(await confirm(wrong))).kind).toBe(kind);
    }
  }
  expect((await confirm(token)).status).toBe(204);
});

test("a common password is refused by field, and the link stays good", async () => {
  const token = await mailed();
  for (const common of ["password1234", "short", `${email}`, "aaaaaaaaaaaaaaaa"]) {
    const response = await confirm(token, common);
    expect(response.status, common).toBe(400);
    expect((await response.json<Problem>()).errors![0]!.field).toBe("password");
  }
  expect((await confirm(token)).status).toBe(204);
});

test("of two who use one link at once, one succeeds", async () => {
  const token = await mailed();
  const answers = await Promise.all([confirm(token, `${better} one`), confirm(token, `${better} two`)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  const won = answers[0]!.status === 204 ? "one" : "two";
  expect((await login(`${better} ${won}`)).status).toBe(200);
  expect(await world.audited("password.reset", userId)).toHaveLength(1);
});

test("an account that only a provider signs in gets its first password", async () => {
  await app.env.DB.prepare("update accounts set provider_id = 'acme', password = null where user_id = ?")
    .bind(userId)
    .run();
  expect((await login(password)).status).toBe(401);
  expect((await confirm(await mailed())).status).toBe(204);
  expect((await login(better)).status).toBe(200);
  const rows = await app.env.DB.prepare("select provider_id from accounts where user_id = ? order by provider_id")
    .bind(userId)
    .all();
  expect(rows.results.map(({ provider_id }) => provider_id)).toEqual(["acme", "credential"]);
});

test("the audit log tells who reset what, without a secret", async () => {
  const token = await mailed();
  await app.send(
    "POST",
    "/api/auth/password-reset/confirm/",
    { token, password: better },
    { "cf-connecting-ip": "192.0.2.9", "user-agent": "a browser" },
  );
  const rows = await world.audited("password.reset", userId);
  expect(rows).toMatchObject([
    { tenant_id: `reset-${count}`, actor_label: email, target_id: userId, ip: "192.0.2.9", user_agent: "a browser" },
  ]);
  const text = JSON.stringify([rows, app.logged]);
  for (const secret of [token, better, password]) expect(text).not.toContain(secret);
});

test("the queue does not answer: 503, for known and unknown addresses alike", async () => {
  world.queue.broken = true;
  for (const to of [email, "nobody@acme.test"]) {
    expect(await problemOf(await ask(to))).toMatchObject({ status: 503, kind: "unavailable" });
  }
  world.queue.broken = false;
});
