import { mayGrant, type Role } from "#contracts/capabilities.ts";
import type { MemberView } from "#contracts/members.ts";
import type { Member, Members } from "../../db/members.ts";
import { problem } from "../../http/problem.ts";
import type { BaseContext } from "../../http/route.ts";
import type { Told } from "../../http/trace.ts";

/** The people of one tenant or agency, and what the caller may do about them. */
export interface Roster {
  readonly members: Members;
  /** The caller's, in this place. */
  readonly roles: readonly Role[];
  readonly noun: "member" | "agency-member";
  /** Where the audit log puts what happens here. */
  readonly where: Pick<Told, "tenantId" | "agencyId">;
}

type Context = Pick<BaseContext, "trace" | "services">;

export async function listMembersOf({ members, roles }: Roster): Promise<{ members: MemberView[] }> {
  return { members: (await members.list()).map((member) => memberView(member, roles)) };
}

export async function changeMemberOf(c: Context, roster: Roster, id: string, role: Role): Promise<MemberView> {
  const { members, roles, noun, where } = roster;
  const member = await found(members, id);
  requireGrant(roles, member.role);
  requireGrant(roles, role);
  if (member.role === role) return memberView(member, roles);
  const detail = { role: { from: member.role, to: role } };
  const told = c.trace(`${noun}.role-changed`, { ...where, target: targetOf(noun, member), detail });
  if (!(await members.change(member, role, told))) throw await whyNot(members, member);
  c.services.identity.forgetUser(member.userId);
  return memberView(await found(members, id), roles);
}

export async function removeMemberOf(c: Context, roster: Roster, id: string): Promise<void> {
  const { members, roles, noun, where } = roster;
  const member = await found(members, id);
  requireGrant(roles, member.role);
  const told = c.trace(`${noun}.removed`, { ...where, target: targetOf(noun, member), detail: { role: member.role } });
  if (!(await members.remove(member, told))) throw await whyNot(members, member);
  c.services.identity.forgetUser(member.userId);
}

/** Nobody gives, changes or takes a role that is beyond their own. */
export function requireGrant(roles: readonly Role[], role: Role): void {
  if (mayGrant(roles, role)) return;
  throw problem(
    "forbidden",
    `Your role does not let you give, change or take away the role ${role}. Ask somebody above it.`,
  );
}

/** `MemberView` of a row. */
export function memberView({ id, userId, email, name, role, createdAt, secondFactor }: Member, roles: readonly Role[]) {
  return {
    id,
    user_id: userId,
    email,
    name,
    role,
    created_at: new Date(createdAt).toISOString(),
    second_factor: secondFactor,
    changeable: mayGrant(roles, role),
  };
}

async function found(members: Members, id: string): Promise<Member> {
  const member = await members.find(id);
  if (!member) throw problem("not-found", "There is no such member here.");
  return member;
}

const targetOf = (kind: string, { userId, email }: Member) => ({ kind, id: userId, label: email });

/** What stood in the way of a change that the caller may make. */
async function whyNot(members: Members, before: Member) {
  const now = await members.find(before.id);
  if (!now) return problem("not-found", "There is no such member here any more.");
  if (now.role !== before.role || now.role !== members.keeper)
    return problem("conflict", "Somebody else changed this member meanwhile. Load the list again.");
  return problem("conflict", `This is the last ${now.role}. Give somebody else that role first.`);
}
