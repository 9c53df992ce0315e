import * as contract from "#contracts/agencies.ts";
import { type AgencyContext, agencyRoute } from "../../http/route.ts";
import { createInviteFor, type Host, listInvitesOf, resendInviteOf, revokeInviteOf } from "../invites/invitations.ts";

const hostOf = ({ agency, agencyId, roles, user }: AgencyContext): Host => ({
  invites: agency.invites,
  members: agency.members,
  roles,
  callerId: user.id,
  where: { tenantId: null, agencyId },
});

const listAgencyInvites = agencyRoute(contract.listAgencyInvites, async (c) => listInvitesOf(hostOf(c)));

const createAgencyInvite = agencyRoute(contract.createAgencyInvite, async (c) => createInviteFor(c, hostOf(c), c.body));

const resendAgencyInvite = agencyRoute(contract.resendAgencyInvite, async (c) =>
  resendInviteOf(c, hostOf(c), c.params.invite_id),
);

const revokeAgencyInvite = agencyRoute(contract.revokeAgencyInvite, async (c) =>
  revokeInviteOf(c, hostOf(c), c.params.invite_id),
);

export const routes = [listAgencyInvites, createAgencyInvite, resendAgencyInvite, revokeAgencyInvite];
