import { RegionSet } from "#contracts/region-sets.ts";
import { type SampleTenant, sampleTenants } from "../../runner/sample/world/tenants.ts";
import { agency, agencyPeople, membersOf, type SampleSignIn, signInsOf } from "./sample-people.ts";
import type { Settings } from "./settings.ts";
import type { WorkerApi } from "./worker-api.ts";

/** Sets the sample's tenants and their agency up in the Worker; a second time changes nothing. Gives who can sign in. */
export async function provisionSample(settings: Settings, worker: WorkerApi): Promise<SampleSignIn[]> {
  const tenants = sampleTenants(settings.sample.seed);
  for (const tenant of tenants) await provisionTenant(worker, tenant);
  return [...tenants.flatMap(signInsOf), ...(await provisionAgency(worker, tenants))];
}

/** Sets one tenant up with its people; sources are for its owner to connect. */
export async function provisionTenant(worker: WorkerApi, tenant: SampleTenant): Promise<void> {
  await worker.putTenant(tenant.id, {
    label: tenant.label,
    time_zone: tenant.timeZone,
    currency: tenant.reportingCurrency,
    region_set: RegionSet.parse(tenant.regionSet),
    // Round the clock, so that the sample moves at whatever hour somebody looks at it.
    working_hours: { from: 0, to: 24 },
    members: membersOf(tenant),
    connections: [],
  });
}

async function provisionAgency(worker: WorkerApi, tenants: readonly SampleTenant[]): Promise<SampleSignIn[]> {
  await worker.putAgency(agency.id, {
    label: agency.label,
    tenants: tenants.map(({ id }) => id),
    members: agencyPeople.map((person) => ({ ...person })),
  });
  const { id } = tenants[0]!;
  return agencyPeople.map(({ email, password, role }) => ({ id, label: agency.label, email, password, role }));
}
