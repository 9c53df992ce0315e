import { expect, test } from "vitest";
import type { MemberView } from "#contracts/members.ts";
import type { AuditLogRow } from "../../testing/audit-rows.ts";
import { auditRows } from "../../testing/audit-rows.ts";
import { createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp, type TestApp } from "../../testing/harness.ts";

const app = startApp();

async function listed(session: TestSession, of: TestApp = app): Promise<Record<string, MemberView>> {
  const response = await of.fetch("/api/members/", { headers: session.bearer });
  expect(response.status).toBe(200);
  const { members } = await response.json<{ members: MemberView[] }>();
  return Object.fromEntries(members.map((each) => [each.email.split("@")[0]!, each]));
}

const change = (session: TestSession, id: string, role: string, of: TestApp = app) =>
  of.send("PATCH", `/api/members/${id}/`, { role }, session.bearer);
const remove = (session: TestSession, id: string, of: TestApp = app) =>
  of.fetch(`/api/members/${id}/`, { method: "DELETE", headers: session.bearer });

async function tenant(id: string) {
  const roles = ["owner", "admin", "analyst", "viewer"] as const;
  await createTenant(app, id, { members: roles.map((role) => member(`${role}@${id}.test`, role)) });
  return {
    owner: await signIn(app, `owner@${id}.test`),
    admin: await signIn(app, `admin@${id}.test`),
    viewer: await signIn(app, `viewer@${id}.test`),
  };
}

test("members are listed with what the caller may change, and only the tenant's own", async () => {
  const { owner, admin, viewer } = await tenant("listing");
  await createTenant(app, "beside", { members: [member("stranger@beside.test")] });
  const byOwner = await listed(owner);
  expect(Object.keys(byOwner)).toEqual(["admin", "analyst", "owner", "viewer"]);
  expect(Object.values(byOwner).every(({ changeable }) => changeable)).toBe(true);
  const byAdmin = await listed(admin);
  expect(Object.values(byAdmin).filter(({ changeable }) => !changeable)).toEqual([byAdmin["owner"]]);
  expect(byAdmin["viewer"]).toMatchObject({ role: "viewer", second_factor: false, name: "viewer" });
  expect((await app.fetch("/api/members/", { headers: viewer.bearer })).status).toBe(403);
});

test("a role is changed and told to the audit log; the same role again is nothing", async () => {
  const { owner } = await tenant("changing");
  const { viewer } = await listed(owner);
  const response = await change(owner, viewer!.id, "analyst");
  expect(response.status, JSON.stringify(app.logged.slice(-3))).toBe(200);
  expect(await response.json()).toMatchObject({ id: viewer!.id, role: "analyst" });
  expect((await change(owner, viewer!.id, "analyst")).status).toBe(200);
  const told = (await auditRows(app, "changing")).filter(({ action }) => action === "member.role-changed");
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    actor_label: "owner@changing.test",
    target_id: viewer!.user_id,
    target_label: "viewer@changing.test",
    detail: JSON.stringify({ role: { from: "viewer", to: "analyst" } }),
  } satisfies Partial<AuditLogRow>);
});
