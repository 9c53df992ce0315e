import type { RollUpKind, ShardKind, WebKind } from "#contracts/snapshot.ts";

/** How a column is stored: `exact` is float64 that holds an integer, `index` and `day` are int32, `flag` is uint8 of 0 and 1. */
export type ColumnType = "text" | "text?" | "day?" | "day" | "index" | "flag" | "exact";

export interface ShardQuery {
  readonly columns: readonly (readonly [name: string, type: ColumnType, sql: string])[];
  readonly from: string;
  readonly orderBy: string;
}

/**
 * Row numbers of campaigns, ads and regions, in the order of their shards, and the first campaign of each platform. Made once a snapshot,
 * in the connection's memory.
 */
export const rowNumbers = [
  `create temp table campaign_ix as select platform, campaign_id, (row_number() over (order by platform, campaign_id) - 1)::integer as ix
   from marts.api_campaigns`,
  "create temp table platform_ix as select platform, min(ix)::integer as ix from campaign_ix group by platform",
  `create temp table ad_ix as
   select platform, ad_id, (row_number() over (order by platform, campaign_id, ad_id) - 1)::integer as ix from marts.api_ads`,
  `create temp table region_ix as
   select region_code, (row_number() over (order by region_code) - 1)::integer as ix from marts.api_regions`,
];

export const day = (column: string) => `(${column}::date - date '1970-01-01')::integer`;

const factColumns = [
  ["settled", "flag", "settled"],
  ["impressions", "exact", "impressions"],
  ["clicks", "exact", "clicks"],
  ["spend_micros", "exact", "spend_micros"],
  ["account_spend_micros", "exact", "account_spend_micros"],
  ["conversions_micros", "exact", "(conversions::decimal(18, 6) * 1000000)::bigint"],
  ["value_micros", "exact", "value_micros"],
] as const;

export const shardQueries: Readonly<Record<Exclude<ShardKind, RollUpKind | WebKind>, ShardQuery>> = {
  campaigns: {
    columns: [
      ["id", "text", "campaign_id"],
      ["platform", "text", "platform"],
      ["account_id", "text", "account_id"],
      ["currency", "text", "account_currency"],
      ["name", "text", "coalesce(campaign_name, campaign_id)"],
      ["status", "text", "coalesce(status, 'unknown')"],
      ["objective", "text?", "objective"],
      ["start_date", "day?", day("start_date")],
      ["end_date", "day?", day("end_date")],
    ],
    from: "marts.api_campaigns join campaign_ix using (platform, campaign_id)",
    orderBy: "ix",
  },
  ads: {
    columns: [
      ["id", "text", "ad_id"],
      ["platform", "text", "platform"],
      ["campaign_ix", "index", "campaign_ix.ix"],
      ["ad_set_id", "text?", "ad_set_id"],
      ["ad_set_name", "text?", "ad_set_name"],
      ["name", "text", "coalesce(ad_name, ad_id)"],
      ["status", "text", "coalesce(status, 'unknown')"],
      ["thumbnail_url", "text?", "thumbnail_url"],
    ],
    from: "marts.api_ads join ad_ix using (platform, ad_id) left join campaign_ix using (platform, campaign_id)",
    orderBy: "ad_ix.ix",
  },
  regions: {
    columns: [
      ["code", "text", "region_code"],
      ["name", "text", "region_name"],
    ],
    from: "marts.api_regions",
    orderBy: "region_code",
  },
  budgets: {
    columns: [
      ["id", "text", "budget_id"],
      ["platform", "text", "platform"],
      ["campaign_ix", "index", "ix"],
      ["monthly_budget_micros", "exact", "monthly_budget_micros"],
      ["spend_to_date_micros", "exact", "spend_to_date_micros"],
      ["projected_spend_micros", "exact", "projected_spend_micros"],
      ["start_date", "day", day("start_date")],
      ["end_date", "day", day("end_date")],
    ],
    from: "marts.api_pacing left join campaign_ix using (platform, campaign_id)",
    orderBy: "platform, budget_id",
  },
  performance: {
    columns: [
      ["day", "day", day("date_day")],
      ["campaign_ix", "index", "campaign_ix.ix"],
      ["ad_ix", "index", "ad_ix.ix"],
      ...factColumns,
    ],
    from: `marts.api_performance_daily
           left join campaign_ix using (platform, campaign_id) left join ad_ix using (platform, ad_id)`,
    orderBy: "date_day, campaign_ix.ix, ad_ix.ix",
  },
  region_performance: {
    columns: [
      ["day", "day", day("date_day")],
      ["campaign_ix", "index", "campaign_ix.ix"],
      ["region_ix", "index", "region_ix.ix"],
      ...factColumns,
    ],
    from: `marts.api_region_performance_daily
           left join campaign_ix using (platform, campaign_id) left join region_ix using (region_code)`,
    orderBy: "date_day, campaign_ix.ix, region_ix.ix",
  },
};
