import { placesOf, type TenantFacts } from "../config.ts";
import type { makeConfig } from "../lake.fixture.ts";

export type TestConfig = Awaited<ReturnType<typeof makeConfig>>;

/** Where a tenant's files are: its lake and DuckDB file, and what dbt writes of any engine. */
export interface Place extends ReturnType<typeof placesOf> {
  readonly config: TestConfig;
  readonly tenant: string;
}

export const placeOf = (config: TestConfig, tenant: string): Place => ({ config, tenant, ...placesOf(config, tenant) });

export const tenantFacts = (id: string): TenantFacts => ({
  id,
  currency: "JMD",
  time_zone: "America/Jamaica",
  region_set: "jm-parishes",
});
