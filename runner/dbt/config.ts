import { join, resolve } from "node:path";
import type { Fresh } from "#contracts/runner.ts";
import type { RatesSource } from "../rates/sources.ts";

export interface DbtConfig {
  /** The Python of the venv that holds dbt. */
  readonly python: string;
  /** The folder of the dbt project. */
  readonly project: string;
  /** Holds `lake/`, `marts/` and `rates/`. */
  readonly warehouse: string;
  /** Holds one folder per tenant with dbt's targets and logs. */
  readonly state: string;
  /** Where the exchange rates come from; without any the file that is there is used. */
  readonly ratesSources: readonly RatesSource[];
}

/** What dbt must know of a tenant. */
export interface TenantFacts {
  readonly id: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly region_set: string;
  /** What is promised to be fresh; without it nothing is. */
  readonly fresh?: Fresh | undefined;
}

export interface TenantPlaces {
  readonly lake: string;
  readonly duckdb: string;
  readonly rates: string;
  /** The tenant's folder for targets and logs. */
  readonly state: string;
}

export const ratesFile = (config: DbtConfig): string => join(resolve(config.warehouse), "rates", "rates.csv");

export function placesOf(config: DbtConfig, tenantId: string): TenantPlaces {
  const warehouse = resolve(config.warehouse);
  return {
    lake: join(warehouse, "lake", tenantId),
    duckdb: join(warehouse, "marts", `${tenantId}.duckdb`),
    rates: ratesFile(config),
    state: join(resolve(config.state), tenantId),
  };
}

/** The dbt vars of one run; `asOf` decides which days are settled and what today is. */
export function variablesOf(tenant: TenantFacts, places: TenantPlaces, asOf: Date): Record<string, string> {
  return {
    tenant_id: tenant.id,
    currency: tenant.currency,
    time_zone: tenant.time_zone,
    region_set: tenant.region_set,
    ...(tenant.fresh && {
      fresh_sources: tenant.fresh.sources.join(" "),
      working_hours: `${tenant.fresh.from}-${tenant.fresh.to}`,
    }),
    as_of: asOf.toISOString(),
    lake: places.lake,
    rates: places.rates,
  };
}
