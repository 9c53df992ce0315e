import fc from "fast-check";
import { Secret, TOTP, URI } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { Me } from "#contracts/me.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password, signIn, type TestSession } from "../../testing/factories.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { bearer } from "../../testing/tokens.ts";
import { hashRecoveryCode, makeRecoveryCode, plainRecoveryCode } from "./recovery-code.ts";

const world = openMailWorld();
const { app } = world;
const minute = 60_000;
let count = 0;
let email = "";
let session: TestSession;

beforeEach(async () => {
  world.sent.length = 0;
  world.queue.waiting.length = 0;
  count += 1;
  email = `factor-${count}@acme.test`;
  await createTenant(app, `factor-${count}`, { members: [member(email)] });
  session = await signIn(app, email);
});

const post = (path: string, body: unknown, who = session) => app.send("POST", path, body, who.bearer);
const start = () => post("/api/me/second-factor/", { password });
const confirm = (code: string) => post("/api/me/second-factor/confirm/", { code });
const disable = (code: string, secret = password) => post("/api/me/second-factor/disable/", { password: secret, code });
const verify = (code: string) => app.services.secondFactors.verify(session.user.id, code);
const kindOf = async (response: Response) => (await response.json<Problem>()).type.replace("/problems/", "");

/** What the person's phone shows, `steps` of 30 seconds from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: app.clock() + steps * 30_000 });
const wrongCode = (secret: string) => {
  const near = [-2, -1, 0, 1, 2].map((steps) => codeOf(secret, steps));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.includes(code))!;
};

async function enable(): Promise<{ secret: string; codes: string[] }> {
  const { secret } = await (await start()).json<{ secret: string }>();
  const response = await confirm(codeOf(secret));
  expect(response.status, await response.clone().text()).toBe(200);
  const { recovery_codes: codes } = await response.json<{ recovery_codes: string[] }>();
  return { secret, codes };
}

test("it counts once a first code was confirmed, and then signs in by a code of the app", async () => {
  const started = await (await start()).json<{ secret: string; uri: string }>();
  const parsed = URI.parse(started.uri) as TOTP;
  expect(parsed).toMatchObject({ issuer: "ADinsights", label: email, algorithm: "SHA1", digits: 6, period: 30 });
  expect(parsed.secret.base32).toBe(started.secret);
  expect(parsed.secret.buffer.byteLength).toBe(20);
  expect(await app.services.secondFactors.isEnabled(session.user.id)).toBe(false);
  expect(await verify(codeOf(started.secret))).toBeNull();

  expect(await kindOf(await confirm(wrongCode(started.secret)))).toBe("wrong-code");
  const confirmed = await confirm(codeOf(started.secret));
  const { recovery_codes } = await confirmed.json<{ recovery_codes: string[] }>();
  expect(new Set(recovery_codes).size).toBe(10);
  for (const code of recovery_codes) expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){2}[2-9a-hjkmnp-z]{4}$/);

  app.pass(minute);
  const login = await app.send("POST", "/api/auth/login/", { email, password });
  const { type, challenge } = await login.json<Problem>();
  expect(type).toBe("/problems/second-factor-required");
  const code = codeOf(started.secret);
  const done = await app.send("POST", "/api/auth/second-factor/", { challenge, code });
  expect(done.status, await done.clone().text()).toBe(200);
  const { access } = await done.json<SignedIn>();
  const me = await app.fetch("/api/me/", { headers: { authorization: `Bearer ${access}` } });
  expect(await me.json<Me>()).toMatchObject({
    has_password: true,
    second_factor: { enabled: true, recovery_codes_left: 10 },
  });
  await world.drain();
  expect(world.mailsTo(email, "second-factor-enabled")).toHaveLength(1);
  expect(await world.audited("second-factor.enabled", session.user.id)).toMatchObject([
    { tenant_id: `factor-${count}` },
  ]);
});

test("no code works twice, nor one before it, also not for many at once; a phone's clock may be a step off", async () => {
  const { secret } = await enable();
  expect(await verify(codeOf(secret))).toBeNull();
  // To the beginning of a step, so that none ends while the test looks.
  app.pass(2 * minute + 30_000 - (app.clock() % 30_000) + 1000);
  for (const steps of [-2, 2]) expect(await verify(codeOf(secret, steps))).toBeNull();
  expect(await verify(codeOf(secret, -1))).toBe("totp");
  const tries = await Promise.all(Array.from({ length: 8 }, () => verify(codeOf(secret, 1))));
  expect(tries.filter(Boolean)).toEqual(["totp"]);
  expect(await verify(codeOf(secret, 0))).toBeNull();
  app.pass(minute);
  expect(await verify(` ${codeOf(secret).replace(/^.../, "$& ")} `)).toBe("totp");
});

test("each recovery code works once, however it is typed", async () => {
  const { codes } = await enable();
  const [one, two, three] = codes as [string, string, string];
  const tries = await Promise.all([one, one, one].map(verify));
  expect(tries.filter(Boolean)).toEqual(["recovery"]);
  expect(await verify(` ${two.toUpperCase().replaceAll("-", " ")}`)).toBe("recovery");
  expect(await verify(two)).toBeNull();
  expect(await verify(three.replaceAll("-", ""))).toBe("recovery");
  expect(await verify("2222-2222-2222")).toBeNull();
  expect((await app.services.secondFactors.state(session.user.id)).codesLeft).toBe(7);
});

test("a recovery code is of one person only", async () => {
  const { codes } = await enable();
  const other = `other-${count}@acme.test`;
  await createTenant(app, `factor-${count}`, { members: [member(other)] });
  session = await signIn(app, other);
  await enable();
  expect(await verify(codes[0]!)).toBeNull();
});

test("new recovery codes end the old ones", async () => {
  const { codes } = await enable();
  expect(await kindOf(await post("/api/me/second-factor/recovery-codes/", { password: "not the one" }))).toBe(
    "wrong-credentials",
  );
  const response = await post("/api/me/second-factor/recovery-codes/", { password });
  const { recovery_codes } = await response.json<{ recovery_codes: string[] }>();
  expect(recovery_codes).toHaveLength(10);
  expect(await verify(codes[0]!)).toBeNull();
  expect(await verify(recovery_codes[0]!)).toBe("recovery");
  await world.drain();
  expect(world.mailsTo(email, "recovery-codes-renewed")).toHaveLength(1);
});

test("switching off takes the password and a code, and leaves nothing behind", async () => {
  const { codes } = await enable();
  expect(await kindOf(await disable(codes[0]!, "not the one"))).toBe("wrong-credentials");
  expect(await kindOf(await disable("2222-2222-2222"))).toBe("wrong-code");
  expect((await disable(codes[0]!)).status).toBe(204);
  expect(await app.services.secondFactors.state(session.user.id)).toEqual({ enabled: false, codesLeft: 0 });
  expect(await verify(codes[1]!)).toBeNull();
  expect(await kindOf(await disable(codes[1]!))).toBe("conflict");
  expect((await app.send("POST", "/api/auth/login/", { email, password })).status).toBe(200);
  const used = await world.audited("second-factor.recovery-code-used", session.user.id);
  expect(used).toHaveLength(1);
  expect(await world.audited("second-factor.disabled", session.user.id)).toHaveLength(1);
  expect(JSON.stringify(used)).not.toContain(codes[0]);
  await world.drain();
  expect(world.mailsTo(email, "second-factor-disabled")).toHaveLength(1);
});

test("one that is on is not replaced; one that was started is, and ends after an hour", async () => {
  expect(await kindOf(await confirm("123456"))).toBe("conflict");
  const first = await (await start()).json<{ secret: string }>();
  expect(await kindOf(await post("/api/me/second-factor/recovery-codes/", { password }))).toBe("conflict");
  const second = await (await start()).json<{ secret: string }>();
  expect(await kindOf(await confirm(codeOf(first.secret)))).toBe("wrong-code");
  expect((await confirm(codeOf(second.secret))).status).toBe(200);
  expect(await kindOf(await start())).toBe("conflict");
  expect(await kindOf(await confirm(codeOf(second.secret)))).toBe("conflict");

  const other = `late-${count}@acme.test`;
  await createTenant(app, `factor-${count}`, { members: [member(other)] });
  session = await signIn(app, other);
  const late = await (await start()).json<{ secret: string }>();
  app.pass(60 * minute);
  session = await signIn(app, other);
  expect(await kindOf(await confirm(codeOf(late.secret)))).toBe("conflict");
});

test("the secret is sealed for its person, and nothing of it is logged", async () => {
  const { secret, codes } = await enable();
  const row = await app.env.DB.prepare("select * from second_factors where user_id = ?").bind(session.user.id).first();
  const kept = await app.env.DB.prepare("select * from recovery_codes where user_id = ?").bind(session.user.id).all();
  const everything = JSON.stringify([row, kept.results, app.logged, world.sent]);
  for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))])
    expect(everything).not.toContain(hidden);
  await expect(app.services.secrets.open("second-factor/somebody", String(row!.secret))).rejects.toThrow(
    "does not open",
  );
});

test("an operator removes the second factor of somebody who lost it, and they are told", async () => {
  await enable();
  const reset = async (to: string) =>
    app.send("PUT", "/internal/second-factor-reset/", { email: to }, await bearer(app, "operator"));
  expect((await reset("nobody@acme.test")).status).toBe(404);
  expect(await (await reset(email.toUpperCase())).json()).toEqual({ user_id: session.user.id, removed: true });
  expect(await (await reset(email)).json()).toEqual({ user_id: session.user.id, removed: false });
  expect((await app.send("POST", "/api/auth/login/", { email, password })).status).toBe(200);
  await world.drain();
  expect(world.mailsTo(email, "second-factor-reset")).toHaveLength(1);
  expect(await world.audited("second-factor.disabled", session.user.id)).toMatchObject([
    { actor_kind: "operator", tenant_id: `factor-${count}` },
  ]);
  const me = () => app.fetch("/api/me/", { headers: session.bearer });
  expect((await me()).status).toBe(200);
  const body = { email, end_sessions: true };
  await app.send("PUT", "/internal/second-factor-reset/", body, await bearer(app, "operator"));
  expect((await me()).status).toBe(401);
});

test("recovery codes have no look-alikes, and are read back however they are grouped", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.integer({ min: 0, max: 12 }), async (userId, at) => {
      const code = makeRecoveryCode();
      expect(code).not.toMatch(/[01oil]/);
      const plain = plainRecoveryCode(code)!;
      expect(plainRecoveryCode(`${code.slice(0, at)} -${code.slice(at).toUpperCase()}`)).toBe(plain);
      expect(await hashRecoveryCode(userId, plain)).toMatch(/^[0-9a-f]{64}$/);
      expect(plainRecoveryCode(code.slice(1))).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});
