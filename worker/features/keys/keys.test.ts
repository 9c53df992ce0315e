import { beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "#contracts/audit.ts";
import type { Capability } from "#contracts/capabilities.ts";
import type { KeyView } from "#contracts/keys.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";

interface NewKey {
  readonly key: KeyView;
  readonly secret: string;
}

const app = startApp();
const hour = 60 * 60_000;
let owner: TestSession;
let other: TestSession;

beforeAll(async () => {
  await createTenant(app, "keyed", { members: [member("owner@keyed.test"), member("vic@keyed.test", "viewer")] });
  await createTenant(app, "keyless", { members: [member("owner@keyless.test")] });
  owner = await signIn(app, "owner@keyed.test");
  other = await signIn(app, "owner@keyless.test");
});

async function create(capabilities: readonly Capability[] = ["metrics.read"], days = 30): Promise<NewKey> {
  const body = { name: "Sheets", capabilities, expires_in_days: days };
  const response = await app.send("POST", "/api/keys/", body, owner.bearer);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

async function rotate(id: string, body: object = {}, session = owner): Promise<Response> {
  return app.send("POST", `/api/keys/${id}/rotate/`, { expires_in_days: 30, ...body }, session.bearer);
}

const revoke = (id: string, session = owner) =>
  app.fetch(`/api/keys/${id}/`, { method: "DELETE", headers: session.bearer });

async function listed(session = owner): Promise<KeyView[]> {
  const response = await app.fetch("/api/keys/", { headers: session.bearer });
  return (await response.json<{ keys: KeyView[] }>()).keys;
}

const one = async (id: string) => (await listed()).find((key) => key.id === id)!;
const by = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** Whether the secret reads, in an isolate that has never seen it. */
async function works(secret: string, on = app): Promise<boolean> {
  const fresh = startApp();
  fresh.pass(on.clock() - fresh.clock());
  const { status } = await fresh.fetch("/api/metrics/combined/", { headers: by(secret) });
  expect([200, 401]).toContain(status);
  return status === 200;
}

async function log(): Promise<AuditEntry[]> {
  const response = await app.fetch("/api/audit-log/?action=key", { headers: owner.bearer });
  return (await response.json<{ entries: AuditEntry[] }>()).entries;
}

test("a key is told once, works as far as its capabilities, and only its hash is kept", async () => {
  const { key, secret } = await create(["metrics.read", "audit.read", "metrics.read"], 30);
  expect(secret).toMatch(/^adk_[A-Za-z0-9_-]{43}$/);
  expect(key).toMatchObject({
    name: "Sheets",
    prefix: secret.slice(0, 12),
    capabilities: ["metrics.read", "audit.read"],
    created_by: "owner@keyed.test",
    status: "active",
    last_used_at: null,
    rotated_to: null,
  });
  expect(Date.parse(key.expires_at) - Date.parse(key.created_at)).toBe(30 * 24 * hour);
  expect(await works(secret)).toBe(true);
  expect((await app.fetch("/api/audit-log/", { headers: by(secret) })).status).toBe(200);
  const refused = await app.fetch("/api/airbyte/telemetry/", { headers: by(secret) });
  expect(refused.status).toBe(403);
  expect((await refused.json<Problem>()).detail).toContain("connections.read");
  expect(JSON.stringify(await listed())).not.toContain(secret);
  const everything = await app.env.DB.prepare("select * from api_keys").all();
  expect(JSON.stringify(everything.results)).not.toContain(secret.slice(12));
  const audited = await app.env.DB.prepare("select * from audit_log").all();
  expect(JSON.stringify(audited.results)).not.toContain(secret.slice(12));
});

test("a key does not do what belongs to a person", async () => {
  const { secret } = await create();
  const response = await app.fetch("/api/me/", { headers: by(secret) });
  expect(response.status).toBe(403);
  expect((await response.json<Problem>()).detail).toContain("belongs to a person");
});

test("nobody gives a key what they lack, or what no key may have", async () => {
  const body = { name: "x", capabilities: ["metrics.read", "members.manage"], expires_in_days: 1 };
  const never = await app.send("POST", "/api/keys/", body, owner.bearer);
  expect((await never.json<Problem>()).errors![0]!.field).toBe("capabilities.1");
  const viewer = await signIn(app, "vic@keyed.test");
  expect((await app.send("POST", "/api/keys/", { ...body, capabilities: [] }, viewer.bearer)).status).toBe(403);

  const staff = await platformAdmin();
  const wants = { ...body, capabilities: ["audit.read", "metrics.read"] };
  const refused = await app.send("POST", "/api/keys/", wants, staff.bearer);
  expect(refused.status).toBe(400);
  expect((await refused.json<Problem>()).errors).toEqual([
    { field: "capabilities.1", message: expect.stringContaining("metrics.read is more than you have") },
  ]);
});

test("nobody learns by rotation the secret of a key that may do more than they", async () => {
  const { key } = await create(["metrics.read"]);
  const refused = await rotate(key.id, {}, await platformAdmin());
  expect(refused.status).toBe(403);
  expect((await refused.json<Problem>()).detail).toContain("metrics.read");
  expect((await one(key.id)).status).toBe("active");
});

test("a rotated key works on for the overlap, beside the one that took its place", async () => {
  const { key: old, secret: oldSecret } = await create(["metrics.read", "tenant.read"]);
  const response = await rotate(old.id, { overlap_hours: 2 });
  expect(response.status).toBe(200);
  const { key, secret } = await response.json<NewKey>();
  expect(key).toMatchObject({ name: old.name, capabilities: old.capabilities, status: "active" });
  const told = await one(old.id);
  expect(told).toMatchObject({ status: "rotated", rotated_to: key.id });
  const lasts = Date.parse(told.expires_at) - Date.parse(key.created_at);
  expect(Math.abs(lasts - 2 * hour)).toBeLessThan(5000);
  expect(await works(oldSecret)).toBe(true);
  expect(await works(secret)).toBe(true);
  const later = startApp();
  later.pass(2 * hour + 1000);
  expect(await works(oldSecret, later)).toBe(false);
  expect(await works(secret, later)).toBe(true);
});

test("an overlap never prolongs a key, and without one it ends at once", async () => {
  const short = await create(["metrics.read"], 1);
  await rotate(short.key.id, { overlap_hours: 720 });
  expect((await one(short.key.id)).expires_at).toBe(short.key.expires_at);
  const gone = await create();
  await rotate(gone.key.id, { overlap_hours: 0 });
  expect(await works(gone.secret)).toBe(false);
  expect((await one(gone.key.id)).status).toBe("expired");
});

test("what was rotated, revoked or has expired is not rotated again, and two at once make one key", async () => {
  const { key } = await create();
  const before = (await listed()).length;
  const both = await Promise.all([rotate(key.id), rotate(key.id)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const again = await rotate(key.id);
  expect((await again.json<Problem>()).detail).toContain("rotated already");
  expect(await listed()).toHaveLength(before + 1);

  const revoked = await create();
  await revoke(revoked.key.id);
  const refused = await rotate(revoked.key.id);
  expect(refused.status).toBe(409);
  expect((await refused.json<Problem>()).detail).toContain("revoked");

  const ended = await create();
  await app.env.DB.prepare("update api_keys set expires_at = 1 where id = ?").bind(ended.key.id).run();
  expect((await (await rotate(ended.key.id)).json<Problem>()).detail).toContain("expired");
});

test("a revoked key writes no more at once, and reads no more within ten seconds, in an isolate that knew it", async () => {
  const { key, secret } = await create(["metrics.read", "audit.export"]);
  const isolate = startApp();
  const read = () => isolate.fetch("/api/metrics/combined/", { headers: by(secret) });
  const take = () => isolate.fetch("/api/audit-log/export.csv", { headers: by(secret) });
  expect((await read()).status).toBe(200);
  expect((await revoke(key.id)).status).toBe(204);
  expect((await take()).status).toBe(401);
  isolate.pass(10_001);
  expect((await read()).status).toBe(401);
  expect((await one(key.id)).status).toBe("revoked");
  expect((await revoke(key.id)).status).toBe(204);
});

test("an isolate that learns of a change forgets the key before its ten seconds are over", async () => {
  const { key, secret } = await create();
  const isolate = startApp();
  const read = () => isolate.fetch("/api/metrics/combined/", { headers: by(secret) });
  expect((await read()).status).toBe(200);
  await revoke(key.id);
  // Somebody else of the tenant is read afresh, and brings the newer access version along.
  expect((await isolate.fetch("/api/keys/", { headers: owner.bearer })).status).toBe(200);
  expect((await read()).status).toBe(401);
});

test("keys of others are 404 and stay as they are", async () => {
  const { key, secret } = await create();
  expect((await rotate(key.id, {}, other)).status).toBe(404);
  expect((await revoke(key.id, other)).status).toBe(404);
  expect((await listed(other)).map(({ id }) => id)).not.toContain(key.id);
  expect(await works(secret)).toBe(true);
  expect((await one(key.id)).status).toBe("active");
});

test("the last use is written to the minute, once a minute", async () => {
  const { key, secret } = await create();
  const isolate = startApp();
  const use = () => isolate.fetch("/api/metrics/combined/", { headers: by(secret) });
  await use();
  const first = (await one(key.id)).last_used_at!;
  expect(first).toMatch(/:00\.000Z$/);
  expect(isolate.clock() - Date.parse(first)).toBeLessThan(120_000);
  await app.env.DB.prepare("update api_keys set last_used_at = null where id = ?").bind(key.id).run();
  if (Math.floor(isolate.clock() / 60_000) * 60_000 === Date.parse(first)) {
    await use();
    expect((await one(key.id)).last_used_at).toBeNull();
  }
  isolate.pass(60_000);
  await use();
  expect(Date.parse((await one(key.id)).last_used_at!)).toBeGreaterThan(Date.parse(first));
});

test("an older minute never takes the place of a newer one", async () => {
  const { key } = await create();
  const { apiKeys } = app.services.openTenant("keyed");
  await apiKeys.used(key.id, 600_000);
  await apiKeys.used(key.id, 540_000);
  expect((await apiKeys.find(key.id))!.lastUsedAt).toBe(600_000);
});

test("creating, rotating and revoking are in the audit log; what failed is not", async () => {
  const { key } = await create(["tenant.read"]);
  const { key: next } = await (await rotate(key.id)).json<NewKey>();
  await rotate(key.id);
  await revoke(next.id);
  await revoke(next.id);
  const rows = (await log()).filter(({ target }) => target?.id === key.id || target?.id === next.id);
  expect(rows.map(({ action, target }) => [action, target!.id])).toEqual([
    ["key.revoked", next.id],
    ["key.rotated", key.id],
    ["key.created", key.id],
  ]);
  expect(rows[2]).toMatchObject({
    actor: { kind: "user", label: "owner@keyed.test" },
    detail: { capabilities: ["tenant.read"], expires_at: key.expires_at },
    target: { kind: "key", label: `Sheets (${key.prefix}…)` },
  });
});

test("a tenant has a hundred keys that work at most; ended ones do not count", async () => {
  await createTenant(app, "many", { members: [member("owner@many.test")] });
  const session = await signIn(app, "owner@many.test");
  const insert = app.env.DB.prepare(
    "insert into api_keys (tenant_id, id, name, prefix, hash, capabilities, created_by, created_at, expires_at, revoked_at) values ('many', ?1, 'n', 'adk_12345678', ?1, '[]', 'x', 0, 4e12, ?2)",
  );
  await app.env.DB.batch(Array.from({ length: 120 }, (_, at) => insert.bind(`${100 + at}`, at < 21 ? 1 : null)));
  const body = { name: "n", capabilities: ["metrics.read"], expires_in_days: 1 };
  expect((await app.send("POST", "/api/keys/", body, session.bearer)).status).toBe(200);
  const full = await app.send("POST", "/api/keys/", body, session.bearer);
  expect(full.status).toBe(409);
  expect((await full.json<Problem>()).detail).toContain("Revoke one");
  const keys = await listed(session);
  expect(keys.map(({ id }) => id)).toEqual(
    keys
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
});

/** One of our own people, at work in the tenant: manages its keys, and sees none of its numbers. */
async function platformAdmin(): Promise<TestSession> {
  await createTenant(app, "house", { members: [member("staff@house.test")] });
  const staff = await signIn(app, "staff@house.test", "house");
  await app.env.DB.prepare("update users set platform_role = 'platform_admin' where email = 'staff@house.test'").run();
  const session = await app.env.DB.prepare("select id from sessions where user_id = ? order by id desc limit 1")
    .bind(staff.user.id)
    .first<{ id: string }>();
  const claims = { userId: staff.user.id, sessionId: session!.id, tenantId: "keyed" };
  const access = await app.services.identity.tokens.sign(claims);
  return { ...staff, access, bearer: { authorization: `Bearer ${access}` } };
}
