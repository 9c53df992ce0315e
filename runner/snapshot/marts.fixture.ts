import { DuckDBInstance } from "@duckdb/node-api";

/** Marts for tests: two platforms, three campaigns (one without rows), ads, two months, places and spend without a place, a budget. */
const statements = [
  "create schema marts",
  `create table marts.api_campaigns as select * from (values
     ('meta', 'act_1', 'JMD', 'c1', 'Café Kingston', 'ACTIVE', 'SALES', date '2026-01-01', null),
     ('meta', 'act_1', 'JMD', 'c3', 'Never ran', 'PAUSED', null, null, null),
     ('tiktok', 'adv_9', 'USD', 'c1', 'Reggae', null, 'REACH', date '2026-01-10', date '2026-02-20'))
   t(platform, account_id, account_currency, campaign_id, campaign_name, status, objective, start_date, end_date)`,
  `create table marts.api_ads as select * from (values
     ('meta', 'c1', 's1', 'Set 1', 'a1', 'Ad 1', 'ACTIVE', 'https://example.test/a1.png'),
     ('meta', 'c1', 's1', 'Set 1', 'a2', null, 'DELETED', null),
     ('tiktok', 'c1', null, null, 'a1', 'Clip', 'ACTIVE', null))
   t(platform, campaign_id, ad_set_id, ad_set_name, ad_id, ad_name, status, thumbnail_url)`,
  `create table marts.api_performance_daily as
   select date '2026-01-15' + (i // 3)::integer as date_day, a.platform, 'acct' as account_id, a.campaign_id, a.ad_set_id, a.ad_id,
     'JMD' as account_currency, (1000003 * i + 1)::bigint as account_spend_micros, 'JMD' as reporting_currency,
     1.0::decimal(19, 12) as exchange_rate, (2000003 * i + 7)::bigint as spend_micros, (100 * i)::bigint as impressions,
     (i % 7)::bigint as clicks, (i / 8)::decimal(18, 6) as conversions, (500001 * i)::bigint as value_micros, i < 60 as settled
   from range(0, 120) r(i) join (select *, (row_number() over (order by platform, ad_id) - 1) as n from marts.api_ads) a on a.n = i % 3`,
  `create table marts.api_regions as select * from (values
     ('JM-01', 'Kingston'), ('JM-02', 'Saint Andrew'), ('unattributed', 'Unattributed')) t(region_code, region_name)`,
  `create table marts.api_region_performance_daily as
   select date_day, platform, campaign_id, region_code, bool_and(settled) as settled, sum(account_spend_micros)::bigint as account_spend_micros,
     sum(spend_micros)::bigint as spend_micros, sum(impressions)::bigint as impressions, sum(clicks)::bigint as clicks,
     sum(conversions)::decimal(18, 6) as conversions, sum(value_micros)::bigint as value_micros
   from (select *, case when ad_id = 'a2' then 'unattributed' when campaign_id = 'c1' and platform = 'meta' then 'JM-01' else 'JM-02' end
         as region_code from marts.api_performance_daily) group by all`,
  `create table marts.api_pacing as select 'b1' as budget_id, 'meta' as platform, 'c1' as campaign_id, 5000000000::bigint as monthly_budget_micros,
     1200000000::bigint as spend_to_date_micros, 4100000000::bigint as projected_spend_micros, date '2026-02-01' as start_date,
     date '2026-02-28' as end_date`,
  `create table marts.api_sources as select * from (values
     ('meta', timestamptz '2026-02-23 12:00:00.5+00', date '2026-02-23', date '2026-01-26'),
     ('tiktok', null, null, null)) t(platform, last_extracted_at, data_through, settled_until)`,
  `create table marts.api_web_properties as select * from (values
     ('ga4', 'p1', 'Shop', 'America/Jamaica'), ('search_console', 'sc-domain:shop.example', null, 'America/Los_Angeles'))
   t(platform, property_id, property_name, time_zone)`,
  `create table marts.api_web_daily as
   select date '2026-01-20' + (i // 4)::integer as date_day, 'p1' as property_id, ['Organic', 'Paid'][i % 2 + 1] as channel,
     ['google', 'unattributed'][i % 2 + 1] as source, 'organic' as medium, 'unattributed' as campaign, 'JM' as country_code,
     case i % 4 when 3 then 'unattributed' when 2 then 'Canada' else 'Jamaica' end as country,
     ['Kingston', 'Elsewhere', 'Ontario', 'unattributed'][i % 4 + 1] as region,
     case i % 4 when 0 then 'JM-01' when 1 then 'unmapped' end as region_code, (10 * i)::bigint as sessions, i::bigint as engaged_sessions,
     case when i % 4 < 3 then (20 * i)::bigint end as page_views, (30 * i)::bigint as events, (i / 8)::decimal(38, 9) as engagement_seconds,
     i::bigint as new_users, (i / 8)::decimal(18, 6) as conversions, (1000001 * i)::bigint as property_revenue_micros,
     (1000001 * i)::bigint as revenue_micros, i < 20 as settled
   from range(0, 80) r(i)`,
  `create table marts.api_web_users_daily as
   select date '2026-01-20' + i::integer as date_day, 'p1' as property_id, (7 * i)::bigint as users, true as settled from range(0, 20) r(i)`,
  `create table marts.api_search_daily as
   select date '2026-01-20' + (i % 5)::integer as date_day, 'sc-domain:shop.example' as property_id, 'web' as search_type, 'jam' as country,
     'MOBILE' as device, case when i % 50 = 0 then 'unattributed' else format('query {}', i // 5) end as query,
     format('https://shop.example/{}', i % 3) as page, (10 + i % 7)::bigint as impressions, (i % 3)::bigint as clicks,
     (20 + i % 11)::bigint as position_sum, false as settled
   from range(0, 6000) r(i)`,
  "create table marts.api_rates as select null::date as from_date, null::date as to_date, 0 as rate_count",
];

/** Writes a marts file; `change` is SQL run at the end, e.g. to break something. */
export async function writeMarts(path: string, ...change: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    for (const sql of [...statements, ...change]) await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
