import { DuckDBInstance } from "@duckdb/node-api";

export const lastDay = "2026-06-30";
const days = 730;
const campaigns = 500;
const regions = 14;
const platforms = "['meta', 'google_ads', 'linkedin', 'tiktok']";

/**
 * Marts of about `rows` fact rows by ad and some as many by region (two years, 500 campaigns, four platforms, 14 regions, of which a
 * campaign runs in one to five), with the columns that a snapshot reads; the same every time.
 */
export async function makeMarts(path: string, rows: number): Promise<void> {
  const ads = Math.ceil(rows / days);
  const campaignOf = `(ad % ${campaigns})`;
  const platformOf = (campaign: string) => `(${platforms})[${campaign} % 4 + 1]`;
  const measures = `(1000000 + hash(ad, d) % 90000000)::bigint as spend_micros, (1000000 + hash(ad, d) % 90000000)::bigint as account_spend_micros,
    (hash(d, ad) % 20000)::bigint as impressions, (hash(d, ad, 1) % 400)::bigint as clicks,
    (hash(d, ad, 2) % 20)::decimal(18, 6) as conversions, (hash(ad, d, 3) % 40000000)::bigint as value_micros`;
  const instance = await DuckDBInstance.create(path);
  const db = await instance.connect();
  const statements = [
    "create schema marts",
    `create table marts.api_campaigns as select ${platformOf("c")} as platform, 'a' as account_id, 'USD' as account_currency, 'c' || c as campaign_id,
      'Campaign ' || c as campaign_name, 'ACTIVE' as status, 'SALES' as objective, null::date as start_date, null::date as end_date from range(${campaigns}) t(c)`,
    `create table marts.api_ads as select ${platformOf(campaignOf)} as platform, 'c' || ${campaignOf} as campaign_id, 's' || ad as ad_set_id, 'Set ' || ad as ad_set_name,
      'ad' || ad as ad_id, 'Ad ' || ad as ad_name, 'ACTIVE' as status, null::varchar as thumbnail_url from range(${ads}) t(ad)`,
    `create table marts.api_performance_daily as select date '${lastDay}' - d::integer as date_day, ${platformOf(campaignOf)} as platform, 'a' as account_id,
      'c' || ${campaignOf} as campaign_id, 's' || ad as ad_set_id, 'ad' || ad as ad_id, 'USD' as account_currency, 'USD' as reporting_currency,
      1::decimal(19, 12) as exchange_rate, d > 7 as settled, ${measures} from range(${days}) days(d), range(${ads}) t(ad)`,
    // A campaign's day is shared out evenly; what does not divide is in the first region.
    `create table marts.api_region_performance_daily as
      with campaign_days as (
        select date_day, platform, campaign_id, substr(campaign_id, 2)::integer as c, bool_and(settled) as settled,
          sum(spend_micros)::bigint as spend_micros, sum(account_spend_micros)::bigint as account_spend_micros,
          sum(impressions)::bigint as impressions, sum(clicks)::bigint as clicks, sum(conversions)::decimal(18, 6) as conversions,
          sum(value_micros)::bigint as value_micros
        from marts.api_performance_daily group by all)
      select date_day, platform, campaign_id, 'R' || (c * 7 + r) % ${regions} as region_code, settled,
        ${["spend_micros", "account_spend_micros", "impressions", "clicks", "value_micros"]
          .map((name) => `${name} // (c % 5 + 1) + case when r = 0 then ${name} % (c % 5 + 1) else 0 end as ${name}`)
          .join(", ")},
        (case when r = 0 then conversions else 0 end)::decimal(18, 6) as conversions
      from campaign_days join range(5) t(r) on r <= c % 5`,
    `create table marts.api_regions as select 'R' || r as region_code, 'Region ' || r as region_name from range(${regions}) t(r)`,
    `create table marts.api_pacing as select 'b' as budget_id, 'meta' as platform, 'c0' as campaign_id, 1::bigint as monthly_budget_micros,
      1::bigint as spend_to_date_micros, 1::bigint as projected_spend_micros, date '2026-06-01' as start_date, date '2026-06-30' as end_date where false`,
    `create table marts.api_sources as select platform, timestamptz '2026-06-30 12:00:00Z' as last_extracted_at, date '${lastDay}' as data_through,
      date '2026-06-22' as settled_until from unnest(${platforms}) t(platform)`,
    "create table marts.api_web_properties (platform varchar, property_id varchar, property_name varchar, time_zone varchar)",
    "create table marts.api_web_daily (date_day date, property_id varchar)",
    "create table marts.api_web_users_daily (date_day date, property_id varchar)",
    "create table marts.api_search_daily (date_day date, property_id varchar)",
    "create table marts.api_rates as select null::date as from_date, null::date as to_date, 0 as rate_count",
  ];
  for (const statement of statements) await db.run(statement);
  db.closeSync();
  instance.closeSync();
}
