import { describe, expect, test } from "vitest";
import {
  again,
  all,
  gone,
  inside,
  like,
  number,
  rowsOf,
  some,
  syncsOf,
  text,
  type Where,
} from "./occurrences.fixture.ts";
import { quirksOf } from "./quirks.fixture.ts";

/** What is known of how real platforms, connectors and destinations behave, and where a world has it. What never reaches a lake is not here: tokens, quotas, lists of jobs, counts of rows. */
const quirks: readonly [quirk: string, where: string, Where][] = [
  [
    "a cost a little below nought",
    "linkedin.ad_creative_analytics",
    some("linkedin.ad_creative_analytics", "costinlocalcurrency", (cost) => Number(cost) < 0),
  ],
  [
    "a cost as text and as a number",
    "linkedin.ad_creative_analytics",
    all(
      some("linkedin.ad_creative_analytics", "costinlocalcurrency", text),
      some("linkedin.ad_creative_analytics", "costinlocalcurrency", number),
    ),
  ],
  [
    "a measure as text and as a number",
    "meta.ads_insights",
    all(some("meta.ads_insights", "spend", text), some("meta.ads_insights", "spend", number)),
  ],
  [
    "metrics nested, as text",
    "tiktok.ads_reports_daily",
    some("tiktok.ads_reports_daily", "metrics", (metrics) => text(inside(metrics, "spend"))),
  ],
  ["a day without dashes", "ga4.web_daily", some("ga4.web_daily", "date", like(/^\d{8}$/))],
  ["a day as a number", "ga4.website_overview", some("ga4.website_overview", "date", number)],
  [
    "costs in micros",
    "google_ads.ad_performance",
    some("google_ads.ad_performance", "metrics_cost_micros", like(/^\d{7,}$/)),
  ],
  ["times with an offset", "meta.campaigns", some("meta.campaigns", "start_time", like(/-0500$/))],
  [
    "schedules in milliseconds",
    "linkedin.campaigns",
    some("linkedin.campaigns", "runschedule", (run) => number(inside(run, "start"))),
  ],
  [
    "days as objects",
    "microsoft_ads.ad_groups",
    some("microsoft_ads.ad_groups", "startdate", (day) => number(inside(day, "Day"))),
  ],
  [
    "an open end told as the year 2037",
    "google_ads.campaign",
    some("google_ads.campaign", "campaign_end_date", like(/^2037/)),
  ],
  [
    "a time zone with a name of Microsoft's own",
    "microsoft_ads.accounts",
    some("microsoft_ads.accounts", "timezone", like(/^\w+$/)),
  ],
  [
    "an empty currency",
    "meta.ads_insights",
    some("meta.ads_insights", "account_currency", (currency) => currency === ""),
  ],
  [
    "a currency in small letters",
    "meta.ads_insights",
    some("meta.ads_insights", "account_currency", (currency) => currency === "eur"),
  ],
  ["a property without a currency", "ga4.properties", some("ga4.properties", "currencycode", (currency) => !currency)],
  [
    "a creative gone while its reports remain",
    "linkedin.creatives",
    some("linkedin.ad_creative_analytics", "string_of_pivot_values", like(/:99$/)),
  ],
  ["an ad gone while its reports remain", "meta.ads", gone("meta.ads_insights", "ad_id", "meta.ads", "id")],
  [
    "a campaign gone while its reports remain",
    "meta.campaigns",
    gone("meta.ads_insights", "campaign_id", "meta.campaigns", "id"),
  ],
  [
    "an ad group gone while its reports remain",
    "google_ads.ad_group",
    gone("google_ads.ad_performance", "ad_group_id", "google_ads.ad_group", "ad_group_id"),
  ],
  [
    "an ad listed whose ad group is not",
    "google_ads.ad_group_ad",
    some("google_ads.ad_group_ad", "ad_group_ad_ad_group", like(/440$/)),
  ],
  [
    "a campaign renamed",
    "meta.campaigns",
    all(some("meta.campaigns", "name", like(/^Old/)), some("meta.campaigns", "name", like(/^New/))),
  ],
  [
    "a campaign group where others have a campaign",
    "linkedin.campaigns",
    some("linkedin.campaigns", "campaigngroup", like(/sponsoredCampaignGroup/)),
  ],
  [
    "reports that name no advertiser",
    "tiktok.ads_reports_daily",
    some("tiktok.ads_reports_daily", "advertiser_id", (id) => id === undefined),
  ],
  [
    "a conversion told again under another type",
    "meta.ads_insights",
    some("meta.ads_insights", "actions", (actions) => JSON.stringify(actions)?.includes("omni_purchase") ?? false),
  ],
  [
    "post-click conversions, which are part of others",
    "linkedin.ad_creative_analytics",
    some("linkedin.ad_creative_analytics", "externalwebsitepostclickconversions", number),
  ],
  [
    "value told per place of sale",
    "tiktok.ads_reports_daily",
    some("tiktok.ads_reports_daily", "metrics", (metrics) => text(inside(metrics, "total_purchase_value"))),
  ],
  [
    "thousands with commas",
    "microsoft_ads.ad_performance_report_daily",
    some("microsoft_ads.ad_performance_report_daily", "revenue", like(/^\d,\d{3}\./)),
  ],
  [
    "a campaign without ads",
    "google_ads.campaign",
    (world) => !rowsOf(world, "google_ads.ad_performance").some((row) => String(row.campaign_id) === "900"),
  ],
  [
    "a day divided by hour and network",
    "google_ads.campaign",
    all(
      some("google_ads.campaign", "segments_hour", (hour) => hour === 13),
      some("google_ads.campaign", "segments_hour", (hour) => hour === 0),
    ),
  ],
  [
    "a dash for what does not apply",
    "tiktok.ads_reports_daily",
    some("tiktok.ads_reports_daily", "metrics", (metrics) => inside(metrics, "total_complete_payment_rate") === "-"),
  ],
  [
    "an optional column absent, null or empty",
    "meta.ads_insights",
    all(...[undefined, null, ""].map((left) => some("meta.ads_insights", "clicks", (clicks) => clicks === left))),
  ],
  [
    "an id as text, as a number and with decimals",
    "meta.ads_insights",
    all(
      some("meta.ads_insights", "ad_id", text),
      some("meta.ads_insights", "ad_id", number),
      some("meta.ads_insights", "ad_id", like(/\.0$/)),
    ),
  ],
  [
    "regions in several spellings, and one that nobody knows",
    "meta.custominsights_region_daily",
    all(
      ...["SAINT ANN", "St. Ann Parish", "Atlantis"].map((name) =>
        some("meta.custominsights_region_daily", "region", (region) => region === name),
      ),
    ),
  ],
  [
    "a region by resource name, and none",
    "google_ads.geo_performance",
    all(
      some("google_ads.geo_performance", "segments_geo_target_region", like(/^geoTargetConstants\//)),
      some("google_ads.geo_performance", "segments_geo_target_region", (region) => region === null),
    ),
  ],
  ["labels that nobody named", "ga4.web_daily", some("ga4.web_daily", "sessioncampaignname", (name) => name === "")],
  [
    "streams of a second property",
    "ga4.web_dailyProperty2",
    some("ga4.web_dailyProperty2", "property_id", (id) => String(id) === "8"),
  ],
  [
    "searches that are kept secret",
    "search_console.search_analytics_all_fields",
    (world) =>
      rowsOf(world, "search_console.search_analytics_all_fields").length <
      rowsOf(world, "search_console.search_analytics_by_date").length * 20,
  ],
  [
    "names of columns in small letters, in capitals and as they are",
    "microsoft_ads",
    ({ syncs }) => {
      const names = new Set(
        syncs.filter(({ platform }) => platform === "microsoft_ads").flatMap(({ rows }) => rows.flatMap(Object.keys)),
      );
      return ["AccountId", "ACCOUNTID", "accountid"].every((name) => names.has(name));
    },
  ],
  [
    "dots in names landed as underscores",
    "google_ads.ad_performance",
    some("google_ads.ad_performance", "segments_date", text),
  ],
  ["a day read again", "meta.ads_insights", again("meta.ads_insights", "date_start", false)],
  ["a day restated long after, by a backfill", "meta.ads_insights", again("meta.ads_insights", "date_start", true)],
  ["a day of visits read again", "ga4.web_daily", again("ga4.web_daily", "date", false)],
  [
    "a sync without records",
    "every report",
    ({ syncs }) => syncsOf(syncs, "meta.ads_insights").some(({ rows }) => rows.length === 0),
  ],
  [
    "a record twice in one sync",
    "every stream",
    ({ syncs }) => syncs.some(({ rows }) => new Set(rows.map((row) => JSON.stringify(row))).size < rows.length),
  ],
  [
    "a new column",
    "every report, from its second read on",
    some("meta.ads_insights", "column_of_next_year", (value) => value !== undefined),
  ],
  [
    "syncs that landed in another order than they were read",
    "everything",
    ({ syncs }) => syncs.some(({ extractedAt }, at) => at > 0 && extractedAt < syncs[at - 1]!.extractedAt),
  ],
  ["days without an exchange rate", "rates", ({ rates }) => rates.filter(({ base }) => base === "USD").length < 18],
];

describe.each([11, 12, 13])("world %i has", (seed) => {
  const world = quirksOf(seed);
  test.each(quirks)("%s (%s)", (_quirk, _where, occurs) => {
    expect(occurs(world)).toBe(true);
  });
});
