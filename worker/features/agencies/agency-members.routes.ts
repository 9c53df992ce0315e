import * as contract from "#contracts/agencies.ts";
import { type AgencyContext, agencyRoute } from "../../http/route.ts";
import { changeMemberOf, listMembersOf, type Roster, removeMemberOf } from "../members/roster.ts";

const rosterOf = ({ agency, agencyId, roles }: AgencyContext): Roster => ({
  members: agency.members,
  roles,
  noun: "agency-member",
  where: { tenantId: null, agencyId },
});

const listAgencyMembers = agencyRoute(contract.listAgencyMembers, async (c) => listMembersOf(rosterOf(c)));

const changeAgencyMember = agencyRoute(contract.changeAgencyMember, async (c) =>
  changeMemberOf(c, rosterOf(c), c.params.member_id, c.body.role),
);

const removeAgencyMember = agencyRoute(contract.removeAgencyMember, async (c) =>
  removeMemberOf(c, rosterOf(c), c.params.member_id),
);

export const routes = [listAgencyMembers, changeAgencyMember, removeAgencyMember];
