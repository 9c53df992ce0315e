import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { beforeEach, expect, test } from "vitest";
import { tidyIdentity } from "../../jobs/tidy-identity.ts";
import { createTenant, member, signIn } from "../../testing/factories.ts";
import { startApp, type TestApp } from "../../testing/harness.ts";

const hour = 60 * 60_000;
const day = 24 * hour;
const claims = { userId: "u", tenantId: "t", sessionId: "s" };

beforeEach(async () => {
  await startApp().env.DB.exec("delete from signing_keys");
});

const tick = (app: TestApp) => tidyIdentity(app.services);
const kidOf = (token: string) => decodeProtectedHeader(token).kid!;

async function published(app: TestApp): Promise<JSONWebKeySet> {
  const response = await app.fetch("/.well-known/jwks.json");
  expect(response.status).toBe(200);
  return response.json<JSONWebKeySet>();
}

/** Counts what the app asks of one table. */
function counting(table: string) {
  const { DB } = startApp().env;
  let reads = 0;
  const prepare = (sql: string) => {
    if (sql.includes(table)) reads += 1;
    return DB.prepare(sql);
  };
  const counted = new Proxy(DB, {
    get: (target, name) =>
      name === "prepare" ? prepare : (Reflect.get(target, name) as (...all: unknown[]) => unknown).bind(target),
  });
  return { app: startApp({ env: { DB: counted } }), reads: () => reads };
}

test("anybody can check an access token by the published keys, which hold nothing private", async () => {
  const app = startApp();
  await createTenant(app, "acme", { members: [member("ann@acme.test")] });
  const { access, user } = await signIn(app, "ann@acme.test");
  const response = await app.fetch("/.well-known/jwks.json");
  expect(response.headers.get("cache-control")).toBe("public, max-age=300");
  const set = await response.json<JSONWebKeySet>();
  expect(set.keys.map((key) => Object.keys(key).sort())).toEqual([["alg", "crv", "kid", "kty", "use", "x"]]);
  const expected = { issuer: "adinsights", audience: "adinsights-api" };
  const { payload } = await jwtVerify(access, createLocalJWKSet(set), expected);
  expect(payload).toMatchObject({ sub: user.id, tid: "acme", exp: payload.iat! + 300 });
});

test("a key is published two days before it signs, and a day after it signed last", async () => {
  const app = startApp();
  const first = kidOf(await app.services.identity.tokens.sign(claims));
  app.pass(28 * day - hour);
  await tick(app);
  expect((await published(app)).keys.map(({ kid }) => kid)).toEqual([first]);
  app.pass(2 * hour);
  await tick(app);
  await tick(app);
  const [, next, ...more] = (await published(app)).keys.map(({ kid }) => kid);
  expect(more).toEqual([]);
  app.pass(2 * day - 2 * hour);
  const last = await app.services.identity.tokens.sign(claims);
  expect(kidOf(last)).toBe(first);
  app.pass(2 * hour);
  expect(kidOf(await app.services.identity.tokens.sign(claims))).toBe(next);
  app.pass(day - 3 * hour);
  await tick(app);
  expect((await published(app)).keys.map(({ kid }) => kid)).toEqual([first, next]);
  app.pass(2 * hour);
  await tick(app);
  expect((await published(app)).keys.map(({ kid }) => kid)).toEqual([next]);
});

test("what the old key signed holds across the change, in an isolate that never saw it before too", async () => {
  const [app, other] = [startApp(), startApp()];
  await app.services.identity.tokens.sign(claims);
  for (const one of [app, other]) one.pass(29 * day);
  await tick(app);
  for (const one of [app, other]) one.pass(day - 60_000);
  const old = await app.services.identity.tokens.sign(claims);
  for (const one of [app, other]) one.pass(2 * 60_000);
  const young = await app.services.identity.tokens.sign(claims);
  expect(kidOf(young)).not.toBe(kidOf(old));
  for (const token of [old, young]) expect(await other.services.identity.tokens.verify(token)).toEqual(claims);
});

test("through months of daily ticks the key that signs was always published before", async () => {
  const app = startApp();
  const { keys } = app.services.identity;
  await keys.signer();
  let known = new Set((await keys.published()).map(({ kid }) => kid));
  for (let days = 0; days < 100; days++) {
    app.pass(day);
    expect(known).toContain((await keys.signer()).kid);
    await tick(app);
    known = new Set((await keys.published()).map(({ kid }) => kid));
    expect(known.size).toBeLessThanOrEqual(2);
  }
});

test("isolates that find no key, or find that it is time for one, make one between them", async () => {
  const isolates = Array.from({ length: 4 }, () => startApp());
  const kids = await Promise.all(isolates.map(async (app) => (await app.services.identity.keys.signer()).kid));
  expect(new Set(kids).size).toBe(1);
  for (const app of isolates) app.pass(29 * day);
  await Promise.all(isolates.map(tick));
  for (const app of isolates) expect((await published(app)).keys).toHaveLength(2);
  const tokens = await Promise.all(isolates.map((app) => app.services.identity.tokens.sign(claims)));
  for (const app of isolates) {
    for (const token of tokens) expect(await app.services.identity.tokens.verify(token)).toEqual(claims);
  }
});

test("a token by an unknown key is nobody's, and a flood of them is no flood of reads", async () => {
  const { app, reads } = counting("signing_keys");
  const token = await app.services.identity.tokens.sign(claims);
  const [, payload, signature] = token.split(".");
  const forge = (kid: string) => {
    const header = new TextEncoder().encode(JSON.stringify({ alg: "EdDSA", kid }));
    return [header.toBase64({ alphabet: "base64url", omitPadding: true }), payload, signature].join(".");
  };
  const before = reads();
  for (let forged = 0; forged < 50; forged++) {
    const headers = { authorization: `Bearer ${forge(`access-${crypto.randomUUID()}`)}` };
    expect((await app.fetch("/api/me/", { headers })).status).toBe(401);
  }
  expect(reads() - before).toBe(1);
  app.pass(5000);
  await app.services.identity.tokens.verify(forge("access-other"));
  expect(reads() - before).toBe(2);
  expect(await app.services.identity.tokens.verify(token)).toEqual(claims);
});

test("a key that another isolate made is known as soon as one of its tokens comes", async () => {
  const [app, other] = [startApp(), startApp()];
  await app.services.identity.tokens.sign(claims);
  await other.services.identity.keys.published();
  for (const one of [app, other]) one.pass(40 * day);
  await other.services.identity.keys.published();
  await app.env.DB.exec("delete from signing_keys");
  app.pass(5 * 60_000 + 1);
  const token = await app.services.identity.tokens.sign(claims);
  expect(await other.services.identity.tokens.verify(token)).toEqual(claims);
});
