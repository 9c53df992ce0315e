import * as contract from "#contracts/members.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { createInviteFor, type Host, listInvitesOf, resendInviteOf, revokeInviteOf } from "./invitations.ts";
import { routes as followed } from "./link.routes.ts";

const hostOf = ({ tenant, roles, caller }: TenantContext): Host => ({
  invites: tenant.invites,
  members: tenant.members,
  roles,
  callerId: caller.kind === "user" ? caller.user.id : caller.key.id,
  where: {},
});

const listInvites = tenantRoute(contract.listInvites, async (c) => listInvitesOf(hostOf(c)));

const createInvite = tenantRoute(contract.createInvite, async (c) => createInviteFor(c, hostOf(c), c.body));

const resendInvite = tenantRoute(contract.resendInvite, async (c) => resendInviteOf(c, hostOf(c), c.params.invite_id));

const revokeInvite = tenantRoute(contract.revokeInvite, async (c) => revokeInviteOf(c, hostOf(c), c.params.invite_id));

export const routes = [listInvites, createInvite, resendInvite, revokeInvite, ...followed];
