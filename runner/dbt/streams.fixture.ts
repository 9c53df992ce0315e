import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

/**
 * Of every stream that staging reads, the columns without which there is no record: the first tells records of one day apart. Everything
 * else a platform may leave out. In the order in which connections read them.
 */
export const needed: Readonly<Record<string, Readonly<Record<string, readonly [string, ...string[]]>>>> = {
  meta: {
    ad_account: ["account_id"],
    campaigns: ["id"],
    ad_sets: ["id"],
    ads: ["id"],
    ad_creatives: ["id"],
    ads_insights: ["ad_id", "account_id", "date_start"],
    custominsights_region_daily: ["ad_id", "account_id", "date_start"],
  },
  google_ads: {
    customer: ["customer_id"],
    campaign: ["campaign_id", "segments_date"],
    campaign_budget: ["campaign_budget_id"],
    ad_group: ["ad_group_id"],
    ad_group_ad: ["ad_group_ad_ad_id"],
    ad_performance: ["ad_group_ad_ad_id", "ad_group_id", "segments_date"],
    geo_performance: ["ad_group_id", "segments_date"],
  },
  linkedin: {
    accounts: ["id"],
    campaign_groups: ["id"],
    campaigns: ["id"],
    creatives: ["id"],
    ad_creative_analytics: ["string_of_pivot_values", "end_date"],
    ad_campaign_analytics: ["string_of_pivot_values", "end_date"],
    ad_member_region_analytics: ["string_of_pivot_values", "sponsoredcampaign", "end_date"],
  },
  tiktok: {
    advertisers: ["advertiser_id"],
    campaigns: ["campaign_id"],
    ad_groups: ["adgroup_id"],
    ads: ["ad_id"],
    ads_reports_daily: ["ad_id", "stat_time_day", "metrics"],
    ads_audience_reports_by_province_daily: ["ad_id", "stat_time_day", "metrics"],
  },
  ga4: {
    web_daily: ["property_id", "date", "sessions"],
    website_overview: ["property_id", "date", "sessions"],
    daily_active_users: ["property_id", "date"],
    traffic_sources: ["property_id", "date", "sessions"],
    traffic_acquisition_session_source_medium_report: ["property_id", "date", "sessions"],
    traffic_acquisition_session_campaign_report: ["property_id", "date", "sessions"],
    demographic_region_report: ["property_id", "date"],
    demographic_country_report: ["property_id", "date"],
    conversions_report: ["property_id", "date"],
    properties: ["name"],
  },
  search_console: {
    search_analytics_by_date: ["site_url", "date", "search_type", "impressions", "clicks", "position"],
    search_analytics_by_country: ["site_url", "date", "search_type", "impressions", "clicks", "position"],
    search_analytics_site_report_by_site: ["site_url", "date", "search_type", "impressions", "clicks", "position"],
    search_analytics_all_fields: ["site_url", "date", "search_type", "impressions", "clicks", "position"],
  },
  microsoft_ads: {
    accounts: ["id"],
    campaigns: ["id"],
    ad_groups: ["id"],
    ads: ["id"],
    campaign_performance_report_daily: ["campaignid", "timeperiod"],
    ad_performance_report_daily: ["adid", "adgroupid", "timeperiod"],
    geographic_performance_report_daily: ["adgroupid", "timeperiod"],
  },
};

const Sources = z.object({
  sources: z.array(
    z.object({
      name: z.string(),
      tables: z.array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string() })) })),
    }),
  ),
});

/** What staging reads: `platform.stream` and the columns of it, as the dbt project declares them. */
export async function declaredStreams(): Promise<ReadonlyMap<string, readonly string[]>> {
  const staging = fileURLToPath(new URL("../../dbt/models/staging", import.meta.url));
  const found = new Map<string, readonly string[]>();
  for (const platform of await readdir(staging)) {
    if (platform === "rates") continue;
    const text = await readFile(join(staging, platform, `_${platform}__sources.yml`), "utf8");
    for (const { name, tables } of Sources.parse(parse(text)).sources)
      for (const table of tables) {
        const columns = table.columns.map((column) => column.name).filter((column) => !column.startsWith("_airbyte"));
        found.set(`${name}.${table.name}`, columns);
      }
  }
  return found;
}

const Manifest = z.object({
  nodes: z.record(
    z.string(),
    z.object({
      name: z.string(),
      schema: z.string(),
      depends_on: z.object({ nodes: z.array(z.string()).default([]) }).optional(),
    }),
  ),
});

/** The staging models that read each stream: `platform.stream` and names of tables. */
export async function stagingModels(parsed: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const [fingerprint] = await readdir(parsed);
  const { nodes } = Manifest.parse(JSON.parse(await readFile(join(parsed, fingerprint!, "manifest.json"), "utf8")));
  const found = new Map<string, string[]>();
  for (const { name, schema, depends_on } of Object.values(nodes)) {
    if (!name.startsWith("stg_")) continue;
    for (const id of depends_on?.nodes ?? []) {
      const [kind, , platform, stream] = id.split(".");
      if (kind !== "source") continue;
      const held = found.get(`${platform}.${stream}`) ?? [];
      found.set(`${platform}.${stream}`, [...held, `${schema}.${name}`]);
    }
  }
  return found;
}
