import * as contract from "#contracts/members.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { changeMemberOf, listMembersOf, type Roster, removeMemberOf } from "./roster.ts";

const rosterOf = ({ tenant, roles }: TenantContext): Roster => ({
  members: tenant.members,
  roles,
  noun: "member",
  where: {},
});

const listMembers = tenantRoute(contract.listMembers, async (c) => listMembersOf(rosterOf(c)));

const changeMember = tenantRoute(contract.changeMember, async (c) =>
  changeMemberOf(c, rosterOf(c), c.params.member_id, c.body.role),
);

const removeMember = tenantRoute(contract.removeMember, async (c) =>
  removeMemberOf(c, rosterOf(c), c.params.member_id),
);

export const routes = [listMembers, changeMember, removeMember];
