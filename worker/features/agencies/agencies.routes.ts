import * as contract from "#contracts/agencies.ts";
import { problem } from "../../http/problem.ts";
import { agencyRoute, personRoute } from "../../http/route.ts";
import { routes as invites } from "./agency-invites.routes.ts";
import { routes as members } from "./agency-members.routes.ts";
import { routes as operators } from "./operator.routes.ts";
import { agencyTenantView } from "./view.ts";

const listAgencies = personRoute(contract.listAgencies, async (c) => {
  const everyOne = c.capabilities.includes("platform.read");
  return { agencies: await c.services.identity.store.agenciesOf(c.user.id, everyOne) };
});

const listAgencyTenants = agencyRoute(contract.listAgencyTenants, async (c) => ({
  tenants: (await c.agency.tenants.list()).map(agencyTenantView),
}));

const createAgencyTenant = agencyRoute(contract.createAgencyTenant, async (c) => {
  const { id, label, time_zone, currency, region_set, working_hours } = c.body;
  const settings = { label, time_zone, currency, region_set, working_hours };
  const told = c.trace("tenant.created", {
    tenantId: id,
    agencyId: c.agencyId,
    target: { kind: "tenant", id, label },
    detail: settings,
  });
  const created = await c.agency.tenants.create(
    {
      id,
      label,
      currency,
      timeZone: time_zone,
      regionSet: region_set,
      workFrom: working_hours.from,
      workTo: working_hours.to,
    },
    told,
  );
  if (!created) throw problem("conflict", `The id ${id} is taken. Choose another.`);
  return agencyTenantView((await c.agency.tenants.find(id))!);
});

export const routes = [listAgencies, listAgencyTenants, createAgencyTenant, ...members, ...invites, ...operators];
