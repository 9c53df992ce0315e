import type { AgencyTenant } from "#contracts/agencies.ts";
import type { CountedTenant } from "../../db/agency-tenants.ts";

const instant = (at: number) => new Date(at).toISOString();

export function agencyTenantView({ timeZone, createdAt, snapshotGeneratedAt, ...rest }: CountedTenant): AgencyTenant {
  return {
    ...rest,
    time_zone: timeZone,
    created_at: instant(createdAt),
    snapshot_generated_at: snapshotGeneratedAt === null ? null : instant(snapshotGeneratedAt),
  };
}
