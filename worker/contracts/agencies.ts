import { z } from "zod";
import { AgencyRole } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, Email, Id, Instant, TenantId, TimeZone } from "./fields.ts";
import { Invites, InviteView, inviteParams, Members, MemberView, memberParams } from "./members.ts";
import { RegionSet } from "./region-sets.ts";
import { WorkingHours } from "./tenants.ts";

export const AgencyView = z.object({
  id: Id,
  label: z.string(),
  role: AgencyRole.nullable(),
  tenants: z.number().int(),
  members: z.number().int(),
});
export type AgencyView = z.infer<typeof AgencyView>;

const agencyParams = z.strictObject({ agency_id: Id });

export const listAgencies = defineEndpoint({
  name: "listAgencies",
  method: "get",
  path: "/api/agencies/",
  summary: "The agencies the caller belongs to; all of them for people of the platform",
  access: "signed-in",
  output: z.object({ agencies: z.array(AgencyView) }),
});

export const AgencyTenant = z.object({
  id: TenantId,
  label: z.string(),
  currency: Currency,
  time_zone: TimeZone,
  created_at: Instant,
  members: z.number().int(),
  connections: z.number().int(),
  snapshot_generated_at: Instant.nullable(),
});
export type AgencyTenant = z.infer<typeof AgencyTenant>;

export const listAgencyTenants = defineEndpoint({
  name: "listAgencyTenants",
  method: "get",
  path: "/api/agencies/{agency_id}/tenants/",
  summary: "The agency's tenants, by label",
  access: "agency.read",
  params: agencyParams,
  output: z.object({ tenants: z.array(AgencyTenant) }),
});

export const createAgencyTenant = defineEndpoint({
  name: "createAgencyTenant",
  method: "post",
  path: "/api/agencies/{agency_id}/tenants/",
  summary: "Add a tenant to the agency",
  access: "agency.manage",
  params: agencyParams,
  body: z.strictObject({
    id: TenantId,
    label: z.string().trim().min(1).max(200),
    time_zone: TimeZone,
    currency: Currency,
    region_set: RegionSet,
    working_hours: WorkingHours.default({ from: 6, to: 22 }),
  }),
  output: AgencyTenant,
});

export const listAgencyMembers = defineEndpoint({
  name: "listAgencyMembers",
  method: "get",
  path: "/api/agencies/{agency_id}/members/",
  summary: "The agency's people",
  access: "agency.read",
  params: agencyParams,
  output: Members,
});

export const changeAgencyMember = defineEndpoint({
  name: "changeAgencyMember",
  method: "patch",
  path: "/api/agencies/{agency_id}/members/{member_id}/",
  summary: "Give one of the agency's people another role; the last agency_admin stays one",
  access: "agency.manage",
  params: agencyParams.extend(memberParams.shape),
  body: z.strictObject({ role: AgencyRole }),
  output: MemberView,
});

export const removeAgencyMember = defineEndpoint({
  name: "removeAgencyMember",
  method: "delete",
  path: "/api/agencies/{agency_id}/members/{member_id}/",
  summary: "Remove one of the agency's people; the last agency_admin stays",
  access: "agency.manage",
  params: agencyParams.extend(memberParams.shape),
});

export const listAgencyInvites = defineEndpoint({
  name: "listAgencyInvites",
  method: "get",
  path: "/api/agencies/{agency_id}/invites/",
  summary: "Invitations to the agency of the last 90 days, newest first",
  access: "agency.manage",
  params: agencyParams,
  output: Invites,
});

export const createAgencyInvite = defineEndpoint({
  name: "createAgencyInvite",
  method: "post",
  path: "/api/agencies/{agency_id}/invites/",
  summary: "Invite somebody to the agency by mail, for seven days",
  access: "agency.manage",
  params: agencyParams,
  body: z.strictObject({ email: Email, role: AgencyRole }),
  output: InviteView,
});

export const resendAgencyInvite = defineEndpoint({
  name: "resendAgencyInvite",
  method: "post",
  path: "/api/agencies/{agency_id}/invites/{invite_id}/resend/",
  summary: "Send an invitation again, with a new link; the old link ends",
  access: "agency.manage",
  params: agencyParams.extend(inviteParams.shape),
  output: InviteView,
});

export const revokeAgencyInvite = defineEndpoint({
  name: "revokeAgencyInvite",
  method: "delete",
  path: "/api/agencies/{agency_id}/invites/{invite_id}/",
  summary: "Take an invitation back",
  access: "agency.manage",
  params: agencyParams.extend(inviteParams.shape),
});
