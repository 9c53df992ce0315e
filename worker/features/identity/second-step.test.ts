import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { Problem } from "#contracts/problem.ts";
import { auditAbout } from "../../testing/audit-about.ts";
import { createTenant, member, password, signIn } from "../../testing/factories.ts";
import { cookieOf, origin, type TestApp } from "../../testing/harness.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { makeToken } from "./opaque-token.ts";

const step = 30_000;

interface Person {
  readonly app: TestApp;
  readonly email: string;
  readonly recoveryCodes: readonly string[];
  /** The code of now; each works once. */
  code(): string;
}

/** Somebody with a confirmed second factor, at a tenant of their own, in an isolate of their own. */
async function person(name: string): Promise<Person> {
  const { app } = openMailWorld();
  const email = `${name}@${name}.test`;
  await createTenant(app, name, { members: [member(email)] });
  const { bearer } = await signIn(app, email, name);
  const started = await app.send("POST", "/api/me/second-factor/", { password }, bearer);
  const { secret } = await started.json<{ secret: string }>();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = () => totp.generate({ timestamp: app.clock() });
  const confirmed = await app.send("POST", "/api/me/second-factor/confirm/", { code: code() }, bearer);
  expect(confirmed.status, await confirmed.clone().text()).toBe(200);
  const { recovery_codes } = await confirmed.json<{ recovery_codes: string[] }>();
  app.pass(step);
  return { app, email, code, recoveryCodes: recovery_codes };
}

const login = ({ app, email }: Person, more: object = {}) =>
  app.send("POST", "/api/auth/login/", { email, password, ...more });

async function challengeOf(who: Person, more: object = {}): Promise<string> {
  const response = await login(who, more);
  expect(response.status).toBe(401);
  expect(response.headers.getSetCookie()).toEqual([]);
  const { type, challenge } = await response.json<Problem>();
  expect(type).toBe("/problems/second-factor-required");
  return challenge!;
}

const answer = ({ app }: Person, challenge: string, code: string, headers: HeadersInit = {}) =>
  app.send("POST", "/api/auth/second-factor/", { challenge, code }, headers);

async function kindOf(response: Response): Promise<string> {
  const { type } = await response.json<Problem>();
  return type.replace("/problems/", "");
}

const count = async ({ app }: Person, table: "sessions" | "refresh_tokens") =>
  (await app.env.DB.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())!.n;

/** A code that is certainly not the one of now or its neighbours. */
const wrong = ({ app, code }: Person) => {
  const near = new Set([code()]);
  for (const by of [-step, step]) {
    app.pass(by);
    near.add(code());
    app.pass(-by);
  }
  return ["000000", "111111", "222222", "333333"].find((guess) => !near.has(guess))!;
};

test("a password alone leaves no session; the code finishes the sign-in with tokens and cookies", async () => {
  const who = await person("both");
  const before = await count(who, "sessions");
  const challenge = await challengeOf(who);
  expect(await count(who, "sessions")).toBe(before);
  const response = await answer(who, challenge, who.code());
  expect(response.status).toBe(200);
  const body = await response.json<SignedIn>();
  expect(body).toMatchObject({ user: { email: who.email }, tenant: { id: "both" } });
  for (const headers of [{ cookie: cookieOf(response) }, { authorization: `Bearer ${body.access}` }])
    expect((await who.app.fetch("/api/me/", { headers })).status).toBe(200);
  const row = (await auditAbout(who.app, who.email)).at(-1);
  expect(row).toMatchObject({
    action: "sign-in.succeeded",
    tenant_id: "both",
    detail: '{"by":"password","second_factor":"totp"}',
  });
});

test("the tenant that was asked for with the password is the one entered, and one of others is told only after the code", async () => {
  const who = await person("aims");
  await createTenant(who.app, "aims-two", { label: "Zebra", members: [member(who.email, "viewer")] });
  const response = await answer(who, await challengeOf(who, { tenant_id: "aims-two" }), who.code());
  expect((await response.json<SignedIn>()).tenant.id).toBe("aims-two");
  who.app.pass(step);
  const foreign = await challengeOf(who, { tenant_id: "nowhere" });
  expect(await kindOf(await answer(who, foreign, who.code()))).toBe("not-found");
});

test("a code works once, and so does a challenge", async () => {
  const who = await person("once");
  const code = who.code();
  expect((await answer(who, await challengeOf(who), code)).status).toBe(200);
  const next = await challengeOf(who);
  expect(await kindOf(await answer(who, next, code))).toBe("wrong-code");
  who.app.pass(step);
  expect((await answer(who, next, who.code())).status).toBe(200);
  who.app.pass(step);
  expect(await kindOf(await answer(who, next, who.code()))).toBe("token-used");
});

test("of two answers with the same code at once, one signs in", async () => {
  const who = await person("twice");
  const challenge = await challengeOf(who);
  const code = who.code();
  const before = await count(who, "sessions");
  const answers = await Promise.all([answer(who, challenge, code), answer(who, challenge, code)]);
  const [letIn, refused] = answers.toSorted((a, b) => a.status - b.status);
  expect(letIn!.status).toBe(200);
  // The second one finds the code taken, or, a little later, the whole challenge.
  expect(["wrong-code", "token-used"]).toContain(await kindOf(refused!));
  expect(await count(who, "sessions")).toBe(before + 1);
});

test("a recovery code works in place of the app's, once, and its use is written down", async () => {
  const who = await person("spare");
  const [code = ""] = who.recoveryCodes;
  expect((await answer(who, await challengeOf(who), code.toUpperCase())).status).toBe(200);
  expect(await kindOf(await answer(who, await challengeOf(who), code))).toBe("wrong-code");
  const actions = (await auditAbout(who.app, who.email)).map(({ action }) => action);
  expect(actions.slice(-3)).toEqual(["second-factor.recovery-code-used", "sign-in.succeeded", "sign-in.failed"]);
});

test("a started sign-in takes five wrong codes, then it has to be started again", async () => {
  const who = await person("five");
  const challenge = await challengeOf(who);
  for (let tried = 0; tried < 5; tried++) {
    expect(await kindOf(await answer(who, challenge, wrong(who)))).toBe("wrong-code");
    who.app.pass(16_000);
  }
  const refused = await answer(who, challenge, who.code());
  expect(refused.status).toBe(410);
  expect(await kindOf(refused)).toBe("token-revoked");
  who.app.pass(60_000);
  expect((await answer(who, await challengeOf(who), who.code())).status).toBe(200);
});

test("wrong codes over many challenges lock the account's second step, but not for a browser that is known", async () => {
  const who = await person("guess");
  const known = { cookie: cookieOf(await answer(who, await challengeOf(who), who.code())), origin };
  const kinds: string[] = [];
  while (kinds.at(-1) !== "account-locked") {
    const response = await answer(who, await challengeOf(who), wrong(who));
    kinds.push(await kindOf(response));
    if (kinds.at(-1) === "rate-limited") who.app.pass(Number(response.headers.get("retry-after")) * 1000);
  }
  expect(kinds.filter((kind) => kind === "wrong-code")).toHaveLength(10);
  expect(await kindOf(await answer(who, await challengeOf(who), who.code()))).toBe("account-locked");
  expect((await answer(who, await challengeOf(who), who.code(), known)).status).toBe(200);
  const actions = (await auditAbout(who.app, who.email)).map(({ action }) => action);
  expect(actions.filter((action) => action === "sign-in.failed")).toHaveLength(10);
  expect(actions.filter((action) => action === "sign-in.locked")).toHaveLength(1);
});

test("each thing that is wrong with a challenge has an answer of its own", async () => {
  const who = await person("bad");
  const code = who.code();
  expect(await kindOf(await answer(who, "ads_short", code))).toBe("token-unknown");
  expect(await kindOf(await answer(who, makeToken("second-factor"), code))).toBe("token-unknown");
  expect(await kindOf(await answer(who, makeToken("invite"), code))).toBe("token-foreign");
  const first = await challengeOf(who);
  const second = await challengeOf(who);
  expect(await kindOf(await answer(who, first, code))).toBe("token-revoked");
  who.app.pass(5 * 60_000 + 1000);
  expect(await kindOf(await answer(who, second, who.code()))).toBe("token-expired");
});

test("a wrong password of somebody with a second factor answers like any other", async () => {
  const who = await person("quiet");
  const answers = await Promise.all(
    [who.email, "nobody@quiet.test"].map(async (email) => {
      const response = await who.app.send("POST", "/api/auth/login/", { email, password: "not the password" });
      const { request_id: _, ...problem } = await response.json<Problem>();
      return { problem, cookies: response.headers.getSetCookie() };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test("neither code nor challenge is logged or stored as it is", async () => {
  const who = await person("hush");
  const challenge = await challengeOf(who);
  await answer(who, challenge, who.code());
  const { results } = await who.app.env.DB.prepare("select * from one_time_tokens").all();
  for (const text of [JSON.stringify(results), JSON.stringify(who.app.logged)])
    expect(text).not.toContain(challenge.slice(4));
});
