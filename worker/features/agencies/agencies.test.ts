import { expect, test } from "vitest";
import type { AgencyTenant, AgencyView } from "#contracts/agencies.ts";
import type { AgencyRole } from "#contracts/capabilities.ts";
import type { MemberView } from "#contracts/members.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { connection, createAgency, createTenant, member } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import { at } from "../../testing/team.ts";
import { bearer } from "../../testing/tokens.ts";

const app = startApp();
const roles = ["agency_admin", "agency_lead", "agency_analyst"] as const;

/** An agency with one person of each role over two tenants, each at work in the first. */
async function agency(id: string) {
  for (const each of ["a", "b"])
    await createTenant(app, `${id}-${each}`, { label: `${id} ${each}`, connections: [connection("meta")] });
  const people = Object.fromEntries(roles.map((role) => [`${role}@${id}.test`, role] as const));
  await createAgency(app, id, { label: `Agency ${id}`, tenants: [`${id}-a`, `${id}-b`], people });
  const [admin, lead, analyst] = await Promise.all(roles.map((role) => at(app, `${id}-a`, `${role}@${id}.test`)));
  return { admin: admin!, lead: lead!, analyst: analyst! };
}

interface Bearing {
  readonly bearer: { readonly authorization: string };
}

const get = (path: string, by: Bearing) => app.fetch(path, { headers: by.bearer });
async function members(id: string, by: Bearing): Promise<MemberView[]> {
  return (await (await get(`/api/agencies/${id}/members/`, by)).json<{ members: MemberView[] }>()).members;
}
const seat = async (id: string, by: Bearing, role: AgencyRole) =>
  (await members(id, by)).find((each) => each.role === role)!.id;
const change = (id: string, by: Bearing, memberId: string, role: AgencyRole) =>
  app.send("PATCH", `/api/agencies/${id}/members/${memberId}/`, { role }, by.bearer);
const remove = (id: string, by: Bearing, memberId: string) =>
  app.fetch(`/api/agencies/${id}/members/${memberId}/`, { method: "DELETE", headers: by.bearer });
const draft = (id: string) => ({ id, label: id, time_zone: "UTC", currency: "USD", region_set: "none" });
const add = (agencyId: string, by: Bearing, id: string) =>
  app.send("POST", `/api/agencies/${agencyId}/tenants/`, draft(id), by.bearer);

test("people see their own agencies with their role, people of the platform all of them with none", async () => {
  const one = await agency("seen");
  await agency("unseen");
  const listed = async (by: Bearing) =>
    (await (await get("/api/agencies/", by)).json<{ agencies: AgencyView[] }>()).agencies;
  expect(await listed(one.lead)).toEqual([
    { id: "seen", label: "Agency seen", role: "agency_lead", tenants: 2, members: 3 },
  ]);
  await app.env.DB.prepare("update users set platform_role = 'support' where id = ?").bind(one.analyst.userId).run();
  const all = await listed(await at(app, "seen-a", one.analyst.email));
  expect(all.map(({ id, role }) => [id, role])).toEqual(
    expect.arrayContaining([
      ["seen", "agency_analyst"],
      ["unseen", null],
    ]),
  );
});

test("an agency lists its tenants with what they hold, and nobody else's", async () => {
  const { analyst } = await agency("holds");
  await agency("holds-not");
  await createTenant(app, "holds-a", {
    label: "holds a",
    members: [member("one@holds-a.test"), member("two@holds-a.test", "viewer")],
  });
  const snapshot = crypto.randomUUID();
  await app.env.DB.batch([
    app.env.DB.prepare(
      "insert into runs (tenant_id, id, kind, status, due_at, created_at) values ('holds-a', 'r', 'transform', 'succeeded', 0, 0)",
    ),
    app.env.DB.prepare(
      "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values ('holds-a', ?, 'r', 'ready', 86400000, 1)",
    ).bind(snapshot),
    app.env.DB.prepare("update tenants set current_snapshot_id = ? where id = 'holds-a'").bind(snapshot),
  ]);
  const { tenants } = await (await get("/api/agencies/holds/tenants/", analyst)).json<{ tenants: AgencyTenant[] }>();
  expect(tenants).toEqual([
    expect.objectContaining({
      id: "holds-a",
      members: 2,
      connections: 1,
      snapshot_generated_at: "1970-01-02T00:00:00.000Z",
    }),
    expect.objectContaining({ id: "holds-b", members: 0, connections: 1, snapshot_generated_at: null }),
  ]);
  for (const path of ["tenants", "members", "invites"])
    expect((await get(`/api/agencies/holds-not/${path}/`, analyst)).status, path).toBe(404);
});

test("a new tenant is at once everybody's of the agency, and told to the audit log", async () => {
  const { admin, lead, analyst } = await agency("grows-ag");
  for (const by of [lead, analyst]) expect((await add("grows-ag", by, "grown")).status).toBe(403);
  const response = await add("grows-ag", admin, "grown");
  expect(response.status, await response.clone().text()).toBe(200);
  expect(await response.json()).toMatchObject({ id: "grown", members: 0, connections: 0 });
  for (const by of [admin, lead, analyst]) {
    const switched = await app.send("POST", "/api/auth/switch-tenant/", { tenant_id: "grown" }, by.bearer);
    expect(switched.status).toBe(200);
    const { tenants } = await switched.json<{ tenants: { id: string }[] }>();
    expect(tenants.map(({ id }) => id)).toContain("grown");
  }
  expect(await auditRows(app, "grown")).toEqual(
    expect.arrayContaining([expect.objectContaining({ action: "tenant.created", agency_id: "grows-ag" })]),
  );
});

test("a tenant id is given out once, also to two at the same moment", async () => {
  const one = await agency("race-one");
  const two = await agency("race-two");
  const answers = await Promise.all([add("race-one", one.admin, "raced"), add("race-two", two.admin, "raced")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const told = (await auditRows(app, "raced")).filter(({ action }) => action === "tenant.created");
  expect(told).toHaveLength(1);
  const response = await app.send(
    "POST",
    "/api/agencies/race-one/tenants/",
    { ...draft("lost"), region_set: "atlantis" },
    one.admin.bearer,
  );
  expect(await response.json()).toMatchObject({
    errors: [{ field: "region_set", message: expect.stringContaining("jm-parishes") }],
  });
});

test("only the admin changes the agency's people, whom the others see", async () => {
  const { admin, lead, analyst } = await agency("people-ag");
  expect((await members("people-ag", analyst)).map(({ role, changeable }) => [role, changeable])).toEqual([
    ["agency_admin", false],
    ["agency_analyst", false],
    ["agency_lead", false],
  ]);
  expect((await members("people-ag", admin)).every(({ changeable }) => changeable)).toBe(true);
  const target = await seat("people-ag", admin, "agency_analyst");
  expect((await change("people-ag", lead, target, "agency_lead")).status).toBe(403);
  expect((await change("people-ag", admin, target, "agency_lead")).status).toBe(200);
  const told = (await auditRows(app, "people-ag")).filter(({ action }) => action === "agency-member.role-changed");
  expect(told).toEqual([expect.objectContaining({ tenant_id: null, target_label: analyst.email })]);
});

test("the last agency admin stays, also when two leave at the same moment", async () => {
  const { admin, lead } = await agency("last-ag");
  const first = await seat("last-ag", admin, "agency_admin");
  expect((await change("last-ag", admin, first, "agency_lead")).status).toBe(409);
  expect((await remove("last-ag", admin, first)).status).toBe(409);
  const second = await seat("last-ag", admin, "agency_lead");
  await change("last-ag", admin, second, "agency_admin");
  const answers = await Promise.all([remove("last-ag", admin, second), remove("last-ag", lead, first)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  const left = await app.env.DB.prepare(
    "select count(*) as n from agency_members where agency_id = 'last-ag' and role = 'agency_admin'",
  ).first("n");
  expect(left).toBe(1);
});

test("whoever leaves the agency leaves all its tenants: at once for writes, within ten seconds for reads", async () => {
  const { admin, lead } = await agency("leave-ag");
  const elsewhere = startApp();
  const inB = await at(app, "leave-ag-b", lead.email);
  const read = (of: typeof app, by: Bearing) => of.fetch("/api/members/", { headers: by.bearer });
  for (const by of [lead, inB]) expect((await read(elsewhere, by)).status).toBe(200);
  expect((await read(app, inB)).status).toBe(200);
  expect((await remove("leave-ag", admin, await seat("leave-ag", admin, "agency_lead"))).status).toBe(204);
  for (const by of [lead, inB]) expect((await read(app, by)).status).toBe(401);
  const write = await elsewhere.send("PATCH", "/api/tenant/", { label: "Mine" }, inB.bearer);
  expect(write.status).toBe(401);
  elsewhere.pass(10_001);
  for (const by of [lead, inB]) expect((await read(elsewhere, by)).status).toBe(401);
  expect((await get("/api/agencies/leave-ag/tenants/", lead)).status).toBe(401);
});

test("an operator's agency takes tenants that exist and are in no other, and is told once", async () => {
  await agency("owned-ag");
  await createTenant(app, "free-tenant");
  const put = async (body: object) =>
    app.send(
      "PUT",
      "/internal/agencies/second-ag/",
      { label: "Second", members: [], ...body },
      await bearer(app, "operator"),
    );
  expect(await (await put({ tenants: ["free-tenant", "nowhere"] })).json()).toMatchObject({
    status: 400,
    errors: [{ field: "tenants.1" }],
  });
  expect((await put({ tenants: ["free-tenant", "owned-ag-a"] })).status).toBe(409);
  expect((await put({ tenants: [] })).status).toBe(400);
  expect(await (await put({ tenants: ["free-tenant"] })).json()).toEqual({ agency_id: "second-ag", created: true });
  expect(await (await put({ tenants: ["free-tenant"] })).json()).toEqual({ agency_id: "second-ag", created: false });
  expect((await put({ label: "Renamed", tenants: ["free-tenant"] })).status).toBe(200);
  expect((await auditRows(app, "second-ag")).map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
    ["agency.created", "operator"],
    ["tenant.changed", "operator"],
    ["agency.changed", "operator"],
  ]);
});

test("an operator gives and takes a role over the platform, each told once", async () => {
  await createTenant(app, "client-of-ours");
  const email = "ops@platform.test";
  const put = async (role: string | null, address = email) =>
    app.send(
      "PUT",
      "/internal/platform-roles/",
      { email: address, name: "Ops", password: "correct horse battery staple", role },
      await bearer(app, "operator"),
    );
  expect((await put(null, "unknown@platform.test")).status).toBe(404);
  const { user_id } = await (await put("support")).json<{ user_id: string }>();
  expect((await put("support")).status).toBe(200);
  const ops = await at(app, "client-of-ours", email);
  expect((await get("/api/members/", ops)).status).toBe(200);
  expect((await put(null)).status).toBe(200);
  expect((await get("/api/members/", ops)).status).toBe(401);
  const { results } = await app.env.DB.prepare(
    "select detail from audit_log where action = 'platform-role.changed' and target_id = ? order by rowid",
  )
    .bind(user_id)
    .all<{ detail: string }>();
  expect(results.map(({ detail }) => JSON.parse(detail).role)).toEqual([
    { from: null, to: "support" },
    { from: "support", to: null },
  ]);
});
