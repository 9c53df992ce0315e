import { z } from "zod";
import { AgencyRole, PlatformRole, TenantRole } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { ConnectionPlatform, Currency, Email, Id, Instant, Platform, TenantId, TimeZone } from "./fields.ts";
import { NewPassword } from "./passwords.ts";
import { Plan } from "./plans.ts";
import { RegionSet } from "./region-sets.ts";
import { Schedule } from "./schedules.ts";
import { Manifest } from "./snapshot.ts";
import { WorkingHours } from "./tenants.ts";

/** What an operator's key may do (Ed25519 JWT, scope `operator`): set tenants up, ask for a sync, look at a run. */
export const ConnectionSpec = z.strictObject({
  id: Id,
  platform: Platform,
  name: z.string().min(1).max(200),
  /** The connection's id in the Airbyte behind `AIRBYTE_URL`. */
  airbyte_connection_id: z.uuid(),
  schedule: Schedule,
});

export type ConnectionSpec = z.infer<typeof ConnectionSpec>;

const person = {
  email: Email,
  name: z.string().min(1).max(200),
  /** Only used when the user does not exist yet. */
  password: NewPassword,
};

export const MemberSpec = z.strictObject({ ...person, role: TenantRole });

export const TenantSpec = z.strictObject({
  label: z.string().min(1).max(200),
  time_zone: TimeZone,
  currency: Currency,
  region_set: RegionSet,
  working_hours: WorkingHours,
  plan: Plan.optional(),
  members: z.array(MemberSpec),
  connections: z.array(ConnectionSpec),
});
export type TenantSpec = z.infer<typeof TenantSpec>;

const tenantParams = z.strictObject({ tenant_id: TenantId });

export const putTenant = defineEndpoint({
  name: "putTenant",
  method: "put",
  path: "/internal/tenants/{tenant_id}/",
  summary: "Create a tenant or bring it to this description; nothing that exists is removed",
  access: "operator",
  params: tenantParams,
  body: TenantSpec,
  output: z.object({ tenant_id: TenantId, created: z.boolean() }),
});

export const AgencySpec = z.strictObject({
  label: z.string().min(1).max(200),
  /** At least one, so that its people have somewhere to sign in to. */
  tenants: z.array(TenantId).min(1),
  members: z.array(z.strictObject({ ...person, role: AgencyRole })),
});
export type AgencySpec = z.infer<typeof AgencySpec>;

export const putAgency = defineEndpoint({
  name: "putAgency",
  method: "put",
  path: "/internal/agencies/{agency_id}/",
  summary:
    "Create an agency or bring it to this description; its tenants must exist, and nothing that exists is removed",
  access: "operator",
  params: z.strictObject({ agency_id: TenantId }),
  body: AgencySpec,
  output: z.object({ agency_id: TenantId, created: z.boolean() }),
});

export const putPlatformRole = defineEndpoint({
  name: "putPlatformRole",
  method: "put",
  path: "/internal/platform-roles/",
  summary: "Give somebody a role over the whole platform (creating the account if need be), or take it away with null",
  access: "operator",
  body: z.strictObject({ ...person, role: PlatformRole.nullable() }),
  output: z.object({ user_id: Id }),
});

export const resetSecondFactor = defineEndpoint({
  name: "resetSecondFactor",
  method: "put",
  path: "/internal/second-factor-reset/",
  summary:
    "Switch off the second factor of somebody who lost it, and tell them by mail; docs/runbooks/access.md says when",
  access: "operator",
  problems: ["not-found"],
  body: z.strictObject({
    email: Email,
    /** Sign them out everywhere too. */
    end_sessions: z.boolean().default(false),
  }),
  /** `removed` false: there was none. */
  output: z.object({ user_id: Id, removed: z.boolean() }),
});

export const putConnection = defineEndpoint({
  name: "putConnection",
  method: "put",
  path: "/internal/tenants/{tenant_id}/connections/{connection_id}/",
  summary: "Create a connection of a tenant or bring it to this description",
  access: "operator",
  params: z.strictObject({ tenant_id: TenantId, connection_id: Id }),
  body: ConnectionSpec.omit({ id: true }),
  output: z.object({ connection_id: Id }),
});

export const syncNow = defineEndpoint({
  name: "syncNow",
  method: "post",
  path: "/internal/tenants/{tenant_id}/sync/",
  summary: "Sync connections of a tenant now; a connection that is being synced is left to it",
  access: "operator",
  params: tenantParams,
  body: z.strictObject({ connection_ids: z.array(Id).optional() }),
  output: z.object({ run_ids: z.array(Id) }),
});

export const resumePlatform = defineEndpoint({
  name: "resumePlatform",
  method: "put",
  path: "/internal/platforms/{platform}/resume/",
  summary:
    "Ask a platform again before the time that it named, for every developer token; docs/runbooks/operations.md says when",
  access: "operator",
  params: z.strictObject({ platform: ConnectionPlatform }),
  body: z.strictObject({}),
  /** How many groups had to wait. */
  output: z.object({ resumed: z.number().int() }),
});

export const RunView = z.object({
  id: Id,
  kind: z.enum(["sync", "transform"]),
  connection_id: Id.nullable(),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  attempt: z.number().int(),
  progress: z.string().nullable(),
  rows: z.number().int().nullable(),
  error: z.string().nullable(),
  created_at: Instant,
  finished_at: Instant.nullable(),
  snapshot_id: z.string().nullable(),
});
export type RunView = z.infer<typeof RunView>;

export const tenantStatus = defineEndpoint({
  name: "tenantStatus",
  method: "get",
  path: "/internal/tenants/{tenant_id}/status/",
  summary: "The current snapshot and the newest runs of a tenant",
  access: "operator",
  params: tenantParams,
  output: z.object({
    tenant_id: TenantId,
    snapshot_id: z.string().nullable(),
    snapshot_generated_at: Instant.nullable(),
    /** What dbt said when it made the current snapshot. */
    dbt: Manifest.shape.dbt.nullable(),
    active_runs: z.number().int(),
    runs: z.array(RunView),
  }),
});
