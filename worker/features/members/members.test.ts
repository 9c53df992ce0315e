import { expect, test } from "vitest";
import type { TenantRole } from "#contracts/capabilities.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { startApp } from "../../testing/harness.ts";
import { listed, openTeam } from "../../testing/team.ts";

const app = startApp();
const roles = ["owner", "admin", "analyst", "viewer"] as const;
/** A tenant with one person of each role. */
const team = (id: string) => openTeam(app, id, roles);

test("members are listed with what the caller may change, and only the tenant's own", async () => {
  const mine = await team("listing");
  await team("beside");
  const byOwner = await listed(app, mine.owner);
  expect(Object.keys(byOwner)).toEqual(["admin", "analyst", "owner", "viewer"]);
  expect(Object.values(byOwner).every(({ email }) => email.endsWith("@listing.test"))).toBe(true);
  expect(Object.values(byOwner).every(({ changeable }) => changeable)).toBe(true);
  const byAdmin = await listed(app, mine.admin);
  expect(Object.values(byAdmin).filter(({ changeable }) => !changeable)).toEqual([byAdmin.owner]);
  const byAnalyst = await listed(app, mine.analyst);
  expect(Object.values(byAnalyst).some(({ changeable }) => changeable)).toBe(false);
  expect((await app.fetch("/api/members/", { headers: mine.viewer.bearer })).status).toBe(403);
});

test("a second factor shows in the list once it is confirmed", async () => {
  const { owner } = await team("factors");
  const add = (confirmed: number | null) =>
    app.env.DB.prepare(
      "insert or replace into second_factors (user_id, secret, created_at, confirmed_at) values (?, 'sealed', 1, ?)",
    )
      .bind(owner.userId, confirmed)
      .run();
  await add(null);
  expect((await listed(app, owner)).owner!.second_factor).toBe(false);
  await add(2);
  expect((await listed(app, owner)).owner!.second_factor).toBe(true);
});

test("a role is changed and told to the audit log; the same role again is nothing", async () => {
  const { owner, viewer } = await team("changing");
  const response = await owner.change(viewer.memberId, "analyst");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id: viewer.memberId, role: "analyst" });
  expect((await owner.change(viewer.memberId, "analyst")).status).toBe(200);
  const told = (await auditRows(app, "changing")).filter(({ action }) => action === "member.role-changed");
  expect(told).toEqual([
    expect.objectContaining({
      actor_label: "owner@changing.test",
      target_id: viewer.userId,
      target_label: "viewer@changing.test",
      detail: JSON.stringify({ role: { from: "viewer", to: "analyst" } }),
    }),
  ]);
});

test("a member is removed, told to the audit log, and gone the second time", async () => {
  const { admin, analyst, owner } = await team("removing");
  expect((await admin.remove(analyst.memberId)).status).toBe(204);
  expect(Object.keys(await listed(app, owner))).toEqual(["admin", "owner", "viewer"]);
  expect((await admin.remove(analyst.memberId)).status).toBe(404);
  const told = (await auditRows(app, "removing")).filter(({ action }) => action === "member.removed");
  expect(told).toEqual([
    expect.objectContaining({ actor_label: "admin@removing.test", target_label: "analyst@removing.test" }),
  ]);
});

test("nobody gives, changes or takes a role beyond their own", async () => {
  const { owner, admin, analyst, viewer } = await team("beyond");
  for (const attempt of [
    admin.change(admin.memberId, "owner"),
    admin.change(viewer.memberId, "owner"),
    admin.change(owner.memberId, "viewer"),
    admin.remove(owner.memberId),
    analyst.change(viewer.memberId, "viewer"),
    viewer.remove(analyst.memberId),
  ]) {
    expect((await attempt).status).toBe(403);
  }
  expect(Object.values(await listed(app, owner)).map(({ role }) => role)).toEqual([
    "admin",
    "analyst",
    "owner",
    "viewer",
  ]);
});

test("a role of an agency or the platform is none of a tenant", async () => {
  const { owner, viewer } = await team("wrong-kind");
  for (const role of ["agency_admin", "platform_admin", "root"]) {
    const response = await owner.change(viewer.memberId, role as TenantRole);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: "role" }] });
  }
});

test("a member of another tenant is not there", async () => {
  const mine = await team("here");
  const theirs = await team("there");
  expect((await mine.owner.change(theirs.viewer.memberId, "analyst")).status).toBe(404);
  expect((await mine.owner.remove(theirs.viewer.memberId)).status).toBe(404);
  expect(Object.keys(await listed(app, theirs.owner))).toHaveLength(4);
});

test("the last owner stays, and is told what to do", async () => {
  const { owner, admin } = await team("keeper");
  for (const response of [await owner.change(owner.memberId, "admin"), await owner.remove(owner.memberId)]) {
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      detail: "This is the last owner. Give somebody else that role first.",
    });
  }
  expect((await owner.change(admin.memberId, "owner")).status).toBe(200);
  expect((await owner.remove(owner.memberId)).status).toBe(204);
});

test("of two owners who leave at the same moment, one stays", async () => {
  for (const round of [1, 2, 3]) {
    const id = `duel-${round}`;
    const { owner, admin } = await team(id);
    await owner.change(admin.memberId, "owner");
    const answers = await Promise.all([
      owner.remove(admin.memberId),
      admin.remove(owner.memberId),
      owner.change(owner.memberId, "viewer"),
      admin.change(admin.memberId, "viewer"),
    ]);
    const owners = await app.env.DB.prepare(
      "select count(*) as n from memberships where tenant_id = ? and role = 'owner'",
    )
      .bind(id)
      .first<number>("n");
    expect(owners).toBe(1);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    const told = (await auditRows(app, id)).filter(({ action }) => /removed|role-changed/.test(action));
    expect(told).toHaveLength(2);
  }
});

test("an API key reads members if it may, and manages nobody", async () => {
  const { owner, viewer } = await team("keyed");
  const created = await app.send(
    "POST",
    "/api/keys/",
    { name: "reader", capabilities: ["members.read"], expires_in_days: 1 },
    owner.bearer,
  );
  const { secret } = await created.json<{ secret: string }>();
  const bearer = { authorization: `Bearer ${secret}` };
  const members = await (await app.fetch("/api/members/", { headers: bearer })).json<{ members: object[] }>();
  expect(members.members).toHaveLength(4);
  expect(members.members.every((each) => "changeable" in each && each.changeable === false)).toBe(true);
  const path = `/api/members/${viewer.memberId}/`;
  expect((await app.send("PATCH", path, { role: "analyst" }, bearer)).status).toBe(403);
  expect((await app.fetch(path, { method: "DELETE", headers: bearer })).status).toBe(403);
});
