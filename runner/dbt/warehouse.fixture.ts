import { join } from "node:path";
import type { RegionTruthRow, TruthRow } from "../sample/world/truth.ts";
import { makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform } from "./transform.ts";

/** Sums by key in the order of the keys; every number as whole text, money in micros. */
export type Sums = Map<string, Record<string, string>>;

interface Place {
  /** Holds `lake/`. */
  readonly warehouse: string;
  readonly ratesUrl: string;
}

/** The marts of a sample tenant, built by the real transform from the lake at `place`. */
export async function warehouseOf(
  place: Place,
  tenant: {
    readonly id: string;
    readonly reportingCurrency: string;
    readonly timeZone: string;
    readonly regionSet: string;
  },
) {
  const config = { ...(await makeConfig(place.ratesUrl)), warehouse: place.warehouse };
  const dbt = createTransform(config, quiet);
  const facts = {
    id: tenant.id,
    label: tenant.id,
    currency: tenant.reportingCurrency,
    time_zone: tenant.timeZone,
    region_set: tenant.regionSet,
  };
  const sums = async (sql: string): Promise<Sums> => {
    const rows = await query(join(place.warehouse, "marts", `${tenant.id}.duckdb`), sql);
    return sorted(rows.map(({ key, ...rest }) => [String(key), rest as Record<string, string>]));
  };
  return {
    /** Fails with dbt's reason. */
    async build(): Promise<void> {
      const result = await dbt.transform({
        tenant: facts,
        asOf: new Date(),
        onProgress: () => undefined,
        signal: new AbortController().signal,
      });
      if (!result.ok) throw new Error(result.reason);
      if (result.dbt.warnings.length > 0) throw new Error(result.dbt.warnings.join("; "));
    },
    /** By day and campaign. */
    daily: (platform: string) =>
      sums(
        `select date_day || ' ' || campaign_id as key, ${whole({
          impressions: "impressions",
          clicks: "clicks",
          conversions: "conversions",
          spend_micros: "account_spend_micros",
          spend_reporting_micros: "spend_micros",
          conversion_value_micros: "account_value_micros",
          conversion_value_reporting_micros: "value_micros",
        })} from marts.fct_ad_performance_daily where platform = '${platform}' group by key having sum(impressions) > 0`,
      ),
    /** By day, campaign and region; what has no region is left out. */
    regions: (platform: string) =>
      sums(`select date_day || ' ' || campaign_id || ' ' || region_code as key, ${whole({
        impressions: "impressions",
        clicks: "clicks",
        conversions: "conversions",
        spend_micros: "account_spend_micros",
        conversion_value_micros: "account_value_micros",
      })} from marts.fct_region_performance_daily
          where platform = '${platform}' and region_code <> 'unattributed' group by key`),
    async close(): Promise<void> {
      await dbt.close();
      await config.remove();
    },
  };
}

const whole = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, column]) => `regexp_replace(sum(${column})::varchar, '\\.0+$', '') as ${name}`)
    .join(", ");

const sorted = (entries: readonly [string, Record<string, string>][]): Sums =>
  new Map([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));

/** What `/truth/daily` says, in the same form. */
export const dailyOf = (rows: readonly TruthRow[], platform: string): Sums =>
  sorted(
    rows
      .filter((row) => row.platform === platform)
      .map(({ platform: _, date, campaign_id, currency: _currency, ...numbers }) => [
        `${date} ${campaign_id}`,
        asText(numbers),
      ]),
  );

/** What `/truth/regions` says, in the same form. */
export const regionsOf = (rows: readonly RegionTruthRow[], platform: string): Sums =>
  sorted(
    rows
      .filter((row) => row.platform === platform)
      .map(({ platform: _, date, campaign_id, region_code, ...numbers }) => [
        `${date} ${campaign_id} ${region_code}`,
        asText(numbers),
      ]),
  );

const asText = (numbers: Readonly<Record<string, number | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value ?? 0)]));
