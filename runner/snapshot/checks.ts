import type { Marts } from "./marts.ts";

const unique = (what: string, view: string, key: string) => ({
  what: `${view} has a ${what} twice`,
  sql: `select ${key} from marts.${view} group by all having count(*) > 1 order by all`,
});

const known = (what: string, view: string, key: string, home: string) => ({
  what: `${view} names a ${what} that ${home} lacks`,
  sql: `select distinct ${key} from marts.${view} anti join marts.${home} using (${key}) order by all`,
});

const checks = [
  unique("campaign", "api_campaigns", "platform, campaign_id"),
  unique("ad", "api_ads", "platform, ad_id"),
  unique("region", "api_regions", "region_code"),
  unique("day and ad", "api_performance_daily", "date_day, platform, ad_id"),
  unique("day, campaign and region", "api_region_performance_daily", "date_day, platform, campaign_id, region_code"),
  known("campaign", "api_ads", "platform, campaign_id", "api_campaigns"),
  known("campaign", "api_pacing", "platform, campaign_id", "api_campaigns"),
  known("campaign", "api_performance_daily", "platform, campaign_id", "api_campaigns"),
  known("ad", "api_performance_daily", "platform, ad_id", "api_ads"),
  known("campaign", "api_region_performance_daily", "platform, campaign_id", "api_campaigns"),
  known("region", "api_region_performance_daily", "region_code", "api_regions"),
  unique("property", "api_web_properties", "platform, property_id"),
  unique("day and property", "api_web_users_daily", "date_day, property_id"),
  known("property", "api_web_daily", "property_id", "api_web_properties"),
  known("property", "api_web_users_daily", "property_id", "api_web_properties"),
  known("property", "api_search_daily", "property_id", "api_web_properties"),
];

/** What must hold between the marts, or row numbers would point nowhere or at the wrong row. @throws DataError */
export async function checkMarts(marts: Marts): Promise<void> {
  for (const { what, sql } of checks) await marts.expectNone(what, sql);
}
