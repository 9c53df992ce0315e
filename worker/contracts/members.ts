import { z } from "zod";
import { Role, TenantRole } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Email, Id, Instant } from "./fields.ts";

/** Somebody of a tenant or an agency. */
export const MemberView = z.object({
  id: Id,
  user_id: Id,
  email: Email,
  name: z.string(),
  role: Role,
  created_at: Instant,
  second_factor: z.boolean(),
  /** Whether the caller may change or remove them. */
  changeable: z.boolean(),
});
export type MemberView = z.infer<typeof MemberView>;

export const InviteView = z.object({
  id: Id,
  email: Email,
  role: Role,
  invited_by: z.string(),
  created_at: Instant,
  expires_at: Instant,
  sent_at: Instant.nullable(),
  status: z.enum(["open", "expired", "accepted", "revoked"]),
});
export type InviteView = z.infer<typeof InviteView>;

export const memberParams = z.strictObject({ member_id: Id });
export const inviteParams = z.strictObject({ invite_id: Id });
const members = z.object({ members: z.array(MemberView) });
const invites = z.object({ invites: z.array(InviteView) });
export const Members = members;
export const Invites = invites;

export const listMembers = defineEndpoint({
  name: "listMembers",
  method: "get",
  path: "/api/members/",
  summary: "Who belongs to the tenant by a membership of their own",
  access: "members.read",
  output: members,
});

export const changeMember = defineEndpoint({
  name: "changeMember",
  method: "patch",
  path: "/api/members/{member_id}/",
  summary: "Give a member another role; the last owner stays one",
  access: "members.manage",
  params: memberParams,
  body: z.strictObject({ role: TenantRole }),
  output: MemberView,
});

export const removeMember = defineEndpoint({
  name: "removeMember",
  method: "delete",
  path: "/api/members/{member_id}/",
  summary: "Remove a member; the last owner stays",
  access: "members.manage",
  params: memberParams,
});

export const listInvites = defineEndpoint({
  name: "listInvites",
  method: "get",
  path: "/api/invites/",
  summary: "Invitations of the last 90 days, newest first",
  access: "members.manage",
  output: invites,
});

export const createInvite = defineEndpoint({
  name: "createInvite",
  method: "post",
  path: "/api/invites/",
  summary: "Invite somebody by mail, for seven days",
  access: "members.manage",
  body: z.strictObject({ email: Email, role: TenantRole }),
  output: InviteView,
});

export const resendInvite = defineEndpoint({
  name: "resendInvite",
  method: "post",
  path: "/api/invites/{invite_id}/resend/",
  summary: "Send an invitation again, with a new link for seven days; the old link ends",
  access: "members.manage",
  params: inviteParams,
  output: InviteView,
});

export const revokeInvite = defineEndpoint({
  name: "revokeInvite",
  method: "delete",
  path: "/api/invites/{invite_id}/",
  summary: "Take an invitation back",
  access: "members.manage",
  params: inviteParams,
});
