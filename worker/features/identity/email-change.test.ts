import { beforeEach, expect, test } from "vitest";
import type { Me } from "#contracts/me.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, password, signIn, type TestSession } from "../../testing/factories.ts";
import { openMailWorld } from "../../testing/mail-world.ts";
import { issueToken } from "./one-time-token.ts";
import { makeToken } from "./opaque-token.ts";

const world = openMailWorld();
const { app } = world;
const minute = 60_000;
let count = 0;
let email = "";
let next = "";
let session: TestSession;

beforeEach(async () => {
  world.sent.length = 0;
  world.queue.waiting.length = 0;
  world.box.broken = false;
  count += 1;
  email = `old-${count}@acme.test`;
  next = `new-${count}@acme.test`;
  await createTenant(app, `mail-${count}`, { members: [member(email)] });
  session = await signIn(app, email);
});

const ask = (to = next, secret = password) =>
  app.send("POST", "/api/me/email/", { email: to, password: secret }, session.bearer);
const confirm = (token: string) => app.send("POST", "/api/auth/email-change/confirm/", { token });
const kindOf = async (response: Response) => (await response.json<Problem>()).type.replace("/problems/", "");

async function mailed(): Promise<string> {
  expect((await ask()).status).toBe(204);
  await world.drain();
  return world.tokenTo(next, "email-change");
}

test("the link in the mail to the new address makes it the account's; the old one is told before and after", async () => {
  const token = await mailed();
  expect(world.mailsTo(next)[0]!.text).toContain(`https://app.test/email-change#token=${token}`);
  expect(world.mailsTo(email, "email-change-asked")[0]!.text).toContain(next);
  const before = await app.fetch("/api/me/", { headers: session.bearer });
  expect((await before.json<Me>()).user.email).toBe(email);

  expect(await (await confirm(token)).json()).toEqual({ email: next });
  await world.drain();
  expect(world.mailsTo(email, "email-changed")).toHaveLength(1);
  const after = await app.fetch("/api/me/", { headers: session.bearer });
  expect((await after.json<Me>()).user.email).toBe(next);
  expect((await app.send("POST", "/api/auth/login/", { email, password })).status).toBe(401);
  expect((await app.send("POST", "/api/auth/login/", { email: next, password })).status).toBe(200);
  expect(await world.audited("email.change-requested", session.user.id)).toHaveLength(1);
  expect(await world.audited("email.changed", session.user.id)).toMatchObject([
    { tenant_id: `mail-${count}`, detail: JSON.stringify({ from: email, to: next }) },
  ]);
});

test("the password is asked for, and another address than the present one", async () => {
  expect(await kindOf(await ask(next, "not the one"))).toBe("wrong-credentials");
  const same = await ask(email.toUpperCase());
  expect((await same.json<Problem>()).errors).toEqual([{ field: "email", message: expect.any(String) }]);
  await world.drain();
  expect(world.sent).toEqual([]);
});

test("the answer does not tell that an address is taken; its owner alone is told", async () => {
  await createTenant(app, `mail-${count}`, { members: [member(next)] });
  const answers = [await ask(next), await ask(`free-${count}@acme.test`)];
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  await world.drain();
  expect(world.mailsTo(next).map(({ kind }) => kind)).toEqual(["address-taken"]);
  expect(world.mailsTo(next)[0]!.text).not.toContain("#token=");
  expect(world.mailsTo(next)[0]!.text).not.toContain(email);
});

test("an address that was taken meanwhile: 409, and nothing changes", async () => {
  const token = await mailed();
  await createTenant(app, `mail-${count}`, { members: [member(next)] });
  expect(await kindOf(await confirm(token))).toBe("conflict");
  expect((await app.services.accounts.find(session.user.id))!.email).toBe(email);
  expect(await world.audited("email.changed", session.user.id)).toEqual([]);
});

test("links: used, replaced, expired, unknown and foreign ones are told apart", async () => {
  const first = await mailed();
  const second = await mailed();
  expect(await kindOf(await confirm(first))).toBe("token-revoked");
  expect((await confirm(second)).status).toBe(200);
  expect(await kindOf(await confirm(second))).toBe("token-used");
  expect(await kindOf(await confirm(makeToken("email-change")))).toBe("token-unknown");
  expect(await kindOf(await confirm("ade_short"))).toBe("token-unknown");
  expect(await kindOf(await confirm(makeToken("password-reset")))).toBe("token-foreign");
  next = `late-${count}@acme.test`;
  const late = await mailed();
  app.pass(60 * minute + 1);
  expect(await kindOf(await confirm(late))).toBe("token-expired");
});

test("of two who follow one link at once, one changes it", async () => {
  const token = await mailed();
  const answers = await Promise.all([confirm(token), confirm(token)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(await world.audited("email.changed", session.user.id)).toHaveLength(1);
});

test("a new address ends reset links that went to the old one", async () => {
  const reset = await issueToken(app.services.identity.oneTimeTokens, "password-reset", session.user.id, minute);
  expect((await confirm(await mailed())).status).toBe(200);
  const response = await app.send("POST", "/api/auth/password-reset/check/", { token: reset });
  expect(await kindOf(response)).toBe("token-revoked");
});

test("three askings in a quarter of an hour are mailed, the rest is dropped", async () => {
  for (let i = 0; i < 5; i++) await ask(`${i}-${next}`);
  await world.drain();
  expect(world.sent.filter(({ kind }) => kind === "email-change")).toHaveLength(3);
  expect(world.mailsTo(email)).toHaveLength(3);
});

test("a job that is tried again tells the old address once and ends the former link", async () => {
  await ask();
  const [message] = world.queue.waiting;
  await world.drain();
  const first = world.tokenTo(next, "email-change");
  await world.queue.give(message!, world.context);
  expect(world.mailsTo(email)).toHaveLength(1);
  expect(await kindOf(await confirm(first))).toBe("token-revoked");
  expect((await confirm(world.tokenTo(next, "email-change"))).status).toBe(200);
  // And once the address is the account's, a late message does nothing.
  const mails = world.sent.length;
  await world.queue.give(message!, world.context);
  expect(world.sent).toHaveLength(mails);
});

test("with the queue away the wish stays in the outbox", async () => {
  world.queue.broken = true;
  expect((await ask()).status).toBe(204);
  world.queue.broken = false;
  const left = await app.services.system.outbox.overdue(app.clock(), 100);
  expect(left.filter(({ payload }) => JSON.stringify(payload).includes(next))).toHaveLength(1);
});
