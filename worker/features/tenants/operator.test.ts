import { expect, test } from "vitest";
import type { Me } from "#contracts/me.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { connection, createTenant, member, password, signIn, tenantSpec } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { bearer } from "../../testing/tokens.ts";

const app = startApp();
const put = async (id: string, spec: unknown) =>
  app.send("PUT", `/internal/tenants/${id}/`, spec, await bearer(app, "operator"));
const rows = async (table: string, id: string) =>
  (await app.env.DB.prepare(`select * from ${table} where tenant_id = ?`).bind(id).all()).results;

test("the same description twice makes one tenant", async () => {
  const spec = tenantSpec({ members: [member("a@one.test")], connections: [connection("meta")] });
  expect(await (await put("one", spec)).json()).toEqual({ tenant_id: "one", created: true });
  const before = [await rows("memberships", "one"), await rows("connections", "one")];
  expect(await (await put("one", spec)).json()).toEqual({ tenant_id: "one", created: false });
  expect([await rows("memberships", "one"), await rows("connections", "one")]).toEqual(before);
});

test("a changed description changes the tenant, and what it leaves out stays", async () => {
  const meta = connection("meta");
  await createTenant(app, "two", {
    members: [member("a@two.test")],
    connections: [meta, connection("tiktok", { platform: "tiktok" })],
  });
  const renamed = { ...meta, name: "Meta, renamed", schedule: { kind: "manual" as const } };
  await createTenant(app, "two", {
    label: "Two",
    currency: "USD",
    members: [member("a@two.test", "viewer")],
    connections: [renamed],
  });
  const session = await signIn(app, "a@two.test");
  expect(session.tenant).toMatchObject({ label: "Two", currency: "USD", role: "viewer" });
  const known = await app.services.openTenant("two").connections.list();
  expect(known.map((row) => [row.id, row.name, row.schedule])).toEqual([
    ["meta", "Meta, renamed", "manual"],
    ["tiktok", "tiktok", "interval"],
  ]);
});

test("a user of another tenant joins with the password they have", async () => {
  await createTenant(app, "three", { members: [member("shared@x.test")] });
  const other = { ...member("SHARED@x.test", "analyst"), password: "another password entirely" };
  await createTenant(app, "four", { members: [other] });
  const session = await signIn(app, "shared@x.test");
  expect(session.tenants.map((tenant) => tenant.id).sort()).toEqual(["four", "three"]);
  const response = await app.send("POST", "/api/auth/login/", { email: "shared@x.test", password: other.password });
  expect(response.status).toBe(401);
});

test("a user whose password was never stored gets one", async () => {
  await createTenant(app, "halfway", { members: [member("half@x.test")] });
  await app.env.DB.prepare(
    "delete from accounts where user_id = (select id from users where email = 'half@x.test')",
  ).run();
  expect((await app.send("POST", "/api/auth/login/", { email: "half@x.test", password })).status).toBe(401);
  await createTenant(app, "halfway", { members: [member("half@x.test")] });
  const session = await signIn(app, "half@x.test");
  const me = await (await app.fetch("/api/me/", { headers: session.bearer })).json<Me>();
  expect(me.tenant.id).toBe("halfway");
});

test("passwords are kept as scrypt hashes only", async () => {
  await createTenant(app, "hashed", { members: [member("h@x.test")] });
  const dump = await app.env.DB.prepare("select * from accounts join users on users.id = accounts.user_id").all();
  expect(dump.results.length).toBeGreaterThan(0);
  expect(JSON.stringify(dump.results)).not.toContain(password);
});

test("an Airbyte connection of another tenant is a conflict, and nothing is changed", async () => {
  const taken = connection("meta");
  await createTenant(app, "first", { connections: [taken] });
  const response = await put("second", tenantSpec({ connections: [taken] }));
  expect(response.status).toBe(409);
  expect(await app.services.openTenant("second").profile.read()).toBeUndefined();
});

test.each([
  ["time_zone", { time_zone: "Mars/Base" }],
  ["currency", { currency: "jmd" }],
  ["working_hours.from", { working_hours: { from: 25, to: 3 } }],
  ["members.0.password", { members: [{ ...member("a@x.test"), password: "short" }] }],
  ["members.1", { members: [member("a@x.test"), member("A@x.test")] }],
  ["connections.1", { connections: [connection("meta"), connection("meta")] }],
  ["region_set", { region_set: "atlantis" }],
  ["surprise", { surprise: true }],
])("a description with a wrong %s is refused by name", async (field, wrong) => {
  const response = await put("wrong", { ...tenantSpec(), ...wrong });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ field }] });
});

test("a tenant id that is no slug is refused", async () => {
  expect(await (await put("Not%20A%20Slug", tenantSpec())).json()).toMatchObject({
    status: 400,
    errors: [{ field: "tenant_id" }],
  });
});

test("one connection is added to a tenant that exists, and to no other", async () => {
  await createTenant(app, "grows", { connections: [connection("meta")] });
  const { id: _, ...spec } = connection("later", { schedule: { kind: "manual" } });
  const keys = await bearer(app, "operator");
  const path = (tenant: string) => `/internal/tenants/${tenant}/connections/later/`;
  expect((await app.send("PUT", path("grows"), spec, keys)).status).toBe(200);
  expect((await app.send("PUT", path("grows"), { ...spec, name: "Renamed" }, keys)).status).toBe(200);
  const known = await app.services.openTenant("grows").connections.list();
  expect(known.map((row) => [row.id, row.name])).toEqual([
    ["later", "Renamed"],
    ["meta", "meta"],
  ]);
  expect((await app.send("PUT", path("nobody"), spec, keys)).status).toBe(404);
});

test("what an operator sets up is told to the audit log once, and not again when nothing changes", async () => {
  const meta = connection("meta");
  const spec = {
    label: "Told",
    members: [member("a@told.test"), member("b@told.test", "viewer")],
    connections: [meta],
  };
  await createTenant(app, "told", spec);
  const first = await auditRows(app, "told");
  expect(first.map(({ action, actor_kind, target_label }) => [action, actor_kind, target_label])).toEqual([
    ["tenant.created", "operator", "Told"],
    ["member.added", "operator", "a@told.test"],
    ["member.added", "operator", "b@told.test"],
    ["connection.created", "operator", "meta"],
  ]);
  await createTenant(app, "told", spec);
  expect(await auditRows(app, "told")).toHaveLength(first.length);
  await createTenant(app, "told", {
    ...spec,
    currency: "USD",
    members: [member("b@told.test", "admin")],
    connections: [{ ...meta, name: "Renamed" }],
  });
  const later = (await auditRows(app, "told")).slice(first.length);
  expect(later.map(({ action, detail }) => [action, JSON.parse(detail!)])).toEqual([
    ["tenant.changed", { currency: { from: "JMD", to: "USD" } }],
    ["member.role-changed", { role: { from: "viewer", to: "admin" } }],
    ["connection.changed", { name: { from: "meta", to: "Renamed" } }],
  ]);
});

test("the same new description twice at once is told once", async () => {
  const spec = tenantSpec({ members: [member("p@parallel.test")], connections: [connection("meta")] });
  await createTenant(app, "somewhere", { members: spec.members });
  const [one, two] = await Promise.all([put("parallel", spec), put("parallel", spec)]);
  expect([one.status, two.status]).toEqual([200, 200]);
  const told = (await auditRows(app, "parallel")).map(({ action }) => action);
  expect(told).toEqual(["tenant.created", "member.added", "connection.created"]);
});
