import type { TenantRole } from "#contracts/capabilities.ts";
import type { MemberView } from "#contracts/members.ts";
import { createTenant, member } from "./factories.ts";
import type { TestApp } from "./harness.ts";
import { mint } from "./isolation/world.ts";

interface Bearing {
  readonly bearer: { readonly authorization: string };
}

/** Who the caller finds in the tenant's list, by the first part of their address. */
export async function listed(app: TestApp, { bearer }: Bearing): Promise<Record<string, MemberView>> {
  const { members } = await (await app.fetch("/api/members/", { headers: bearer })).json<{ members: MemberView[] }>();
  return Object.fromEntries(members.map((each) => [each.email.split("@")[0]!, each]));
}

/** A tenant with one person of each role, each at work in it and called by their role. Nobody's password is hashed but for the account's. */
export async function openTeam<R extends TenantRole>(app: TestApp, id: string, roles: readonly R[]) {
  await createTenant(app, id, { members: roles.map((role) => member(`${role}@${id}.test`, role)) });
  const people = await Promise.all(roles.map(async (role) => [role, await at(app, id, `${role}@${id}.test`)] as const));
  return Object.fromEntries(people) as Record<R, Awaited<ReturnType<typeof at>>>;
}

/** Somebody of a tenant, signed in to it. */
export async function at(app: TestApp, tenantId: string, email: string) {
  const found = await app.env.DB.prepare(
    "select m.id as memberId, u.id as userId from users u left join memberships m on m.user_id = u.id and m.tenant_id = ? where u.email = ?",
  )
    .bind(tenantId, email)
    .first<{ memberId: string; userId: string }>();
  const { access } = await mint(app, found!.userId, tenantId);
  const bearer = { authorization: `Bearer ${access}` };
  return {
    ...found!,
    email,
    bearer,
    change: (memberId: string, role: TenantRole, through: TestApp = app) =>
      through.send("PATCH", `/api/members/${memberId}/`, { role }, bearer),
    remove: (memberId: string, through: TestApp = app) =>
      through.fetch(`/api/members/${memberId}/`, { method: "DELETE", headers: bearer }),
  };
}
