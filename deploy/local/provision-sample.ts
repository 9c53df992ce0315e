import { z } from "zod";
import type { Role, TenantRole } from "#contracts/capabilities.ts";
import { type Platform, platformNames } from "#contracts/fields.ts";
import type { TenantSpec } from "#contracts/operator.ts";
import { RegionSet } from "#contracts/region-sets.ts";
import { hourly } from "#contracts/schedules.ts";
import { connectorConfig, sourceTypeOf, streamsOf } from "../../runner/sample/connectors.ts";
import { type SamplePlatform, type SampleTenant, sampleTenants } from "../../runner/sample/world/tenants.ts";
import type { AirbyteApi } from "./airbyte-api.ts";
import type { Settings } from "./settings.ts";
import type { WorkerApi } from "./worker-api.ts";

export interface SampleSignIn {
  /** The tenant that they enter first. */
  readonly id: string;
  readonly label: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

type TenantSignIn = SampleSignIn & { readonly role: TenantRole };

/** The platforms of the sample that a start connects; one a line. */
export const connectedPlatforms = [
  "meta", //
  "tiktok",
] as const satisfies readonly (SamplePlatform & Platform)[];
type ConnectedPlatform = (typeof connectedPlatforms)[number];
const syncModes = { full_refresh: "full_refresh_append", incremental: "incremental_append" } as const;

/** The sample's sign-ins are no secrets: they open generated data on a loopback address. */
const ownerOf = (tenant: SampleTenant): TenantSignIn => ({
  id: tenant.id,
  label: tenant.label,
  email: `owner@${tenant.id}.example`,
  password: `sample-${tenant.id}`,
  role: "owner",
});

/** Somebody of the tenant who only looks on. */
const viewerOf = (tenant: SampleTenant): TenantSignIn => ({
  id: tenant.id,
  label: tenant.label,
  email: `viewer@${tenant.id}.example`,
  password: `sample-viewer-${tenant.id}`,
  role: "viewer",
});

const agency = { id: "harbour-lane", label: "Harbour Lane Agency" };

/** The people of the agency work in every tenant by it: the tenant switcher has something to switch. */
const agencyPeople = [
  { email: "admin@agency.example", password: "sample-agency-admin", name: "Agency admin", role: "agency_admin" },
  {
    email: "analyst@agency.example",
    password: "sample-agency-analyst",
    name: "Agency analyst",
    role: "agency_analyst",
  },
] as const;

/** The one tenant with a viewer of its own. */
const withViewer = "blue-mountain";

type ConnectionSpec = TenantSpec["connections"][number];

async function connect(
  airbyte: AirbyteApi,
  tenant: SampleTenant,
  platform: ConnectedPlatform,
  startDate: string,
): Promise<ConnectionSpec> {
  const name = `${tenant.label} · ${platformNames[platform]}`;
  const workspaceId = await airbyte.workspace("ADinsights");
  const configuration = {
    sourceType: sourceTypeOf[platform],
    ...connectorConfig(platform, tenant.access[platform], { startDate }),
  };
  const sourceId = await airbyte.source(workspaceId, name, configuration);
  const destinationId = await airbyte.lake(workspaceId, tenant.id);
  const streams = streamsOf[platform].map((stream) => ({
    name: stream.name,
    syncMode: syncModes[stream.syncMode],
    ...(stream.cursorField.length > 0 ? { cursorField: stream.cursorField } : {}),
    primaryKey: stream.primaryKey,
  }));
  const airbyteId = await airbyte.connection({ workspaceId, name, sourceId, destinationId, platform, streams });
  return { id: `${tenant.id}-${platform}`, platform, name, airbyte_connection_id: airbyteId, schedule: hourly };
}

async function provision(
  worker: WorkerApi,
  airbyte: AirbyteApi,
  tenant: SampleTenant,
  startDate: string,
): Promise<SampleSignIn[]> {
  const signIns = [ownerOf(tenant), ...(tenant.id === withViewer ? [viewerOf(tenant)] : [])];
  const connections = await Promise.all(
    connectedPlatforms.map((platform) => connect(airbyte, tenant, platform, startDate)),
  );
  await worker.putTenant(tenant.id, {
    label: tenant.label,
    time_zone: tenant.timeZone,
    currency: tenant.reportingCurrency,
    region_set: RegionSet.parse(tenant.regionSet),
    // Round the clock, so that the sample moves at whatever hour somebody looks at it.
    working_hours: { from: 0, to: 24 },
    members: signIns.map(({ email, password, role }) => ({
      email,
      password,
      role,
      name: role === "owner" ? `Owner of ${tenant.label}` : `Viewer at ${tenant.label}`,
    })),
    connections,
  });
  return signIns;
}

/** Sets the sample's tenants up in Airbyte and in the Worker; a second time changes nothing. */
export async function provisionSample(
  settings: Settings,
  worker: WorkerApi,
  airbyte: AirbyteApi,
): Promise<SampleSignIn[]> {
  const world = await (await fetch(`${settings.urls.sample}/world`)).json();
  const { first_day } = z.object({ first_day: z.iso.date() }).parse(world);
  await airbyte.workspace("ADinsights");
  const tenants = sampleTenants(settings.sample.seed);
  const signIns: SampleSignIn[] = [];
  for (const tenant of tenants) signIns.push(...(await provision(worker, airbyte, tenant, first_day)));
  return [...signIns, ...(await provisionAgency(worker, tenants))];
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
