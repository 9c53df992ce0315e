import {
  changeAgencyMember,
  createAgencyInvite,
  listAgencyInvites,
  listAgencyMembers,
  removeAgencyMember,
  resendAgencyInvite,
  revokeAgencyInvite,
} from "#contracts/agencies.ts";
import { AgencyRole, type Role, TenantRole } from "#contracts/capabilities.ts";
import {
  changeMember,
  createInvite,
  type InviteView,
  listInvites,
  listMembers,
  type MemberView,
  removeMember,
  resendInvite,
  revokeInvite,
} from "#contracts/members.ts";
import { call } from "../../lib/client.ts";

/** The people of a tenant or of an agency: the same things can be done with both. */
export interface PeopleApi {
  /** Whose people they are; another one means to load anew. */
  key: string;
  /** Roles there are in this place, strongest first. */
  roles: readonly Role[];
  members: (signal: AbortSignal) => Promise<readonly MemberView[]>;
  invites: (signal: AbortSignal) => Promise<readonly InviteView[]>;
  changeRole: (memberId: string, role: Role) => Promise<MemberView>;
  remove: (memberId: string) => Promise<void>;
  invite: (email: string, role: Role) => Promise<InviteView>;
  resend: (inviteId: string) => Promise<InviteView>;
  revoke: (inviteId: string) => Promise<void>;
}

export const tenantPeople = (tenantId: string): PeopleApi => ({
  key: `tenant:${tenantId}`,
  roles: TenantRole.options,
  members: async (signal) => (await call(listMembers, { signal })).members,
  invites: async (signal) => (await call(listInvites, { signal })).invites,
  changeRole: (id, role) => call(changeMember, { params: { member_id: id }, body: { role: TenantRole.parse(role) } }),
  remove: (id) => call(removeMember, { params: { member_id: id } }),
  invite: (email, role) => call(createInvite, { body: { email, role: TenantRole.parse(role) } }),
  resend: (id) => call(resendInvite, { params: { invite_id: id } }),
  revoke: (id) => call(revokeInvite, { params: { invite_id: id } }),
});

export function agencyPeople(agency_id: string): PeopleApi {
  const params = { agency_id };
  return {
    key: `agency:${agency_id}`,
    roles: AgencyRole.options,
    members: async (signal) => (await call(listAgencyMembers, { params, signal })).members,
    invites: async (signal) => (await call(listAgencyInvites, { params, signal })).invites,
    changeRole: (id, role) =>
      call(changeAgencyMember, { params: { ...params, member_id: id }, body: { role: AgencyRole.parse(role) } }),
    remove: (id) => call(removeAgencyMember, { params: { ...params, member_id: id } }),
    invite: (email, role) => call(createAgencyInvite, { params, body: { email, role: AgencyRole.parse(role) } }),
    resend: (id) => call(resendAgencyInvite, { params: { ...params, invite_id: id } }),
    revoke: (id) => call(revokeAgencyInvite, { params: { ...params, invite_id: id } }),
  };
}
