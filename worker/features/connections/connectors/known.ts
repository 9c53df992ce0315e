import type { ConnectionPlatform } from "#contracts/fields.ts";
import { ga4WebDaily, metaRegionDaily } from "#contracts/platform-reports.ts";

type Configuration = Readonly<Record<string, unknown>>;

interface LookBack {
  readonly path: string;
  readonly min: number;
  readonly max: number;
  /** A list of reports each of which has a look-back of its own, by the same name: they follow. */
  readonly reports?: string;
}

/** What we know of a connector beside its own spec. Paths into its configuration are dotted. */
export interface KnownConnector {
  readonly sourceType: string;
  readonly platform: ConnectionPlatform;
  readonly name: string;
  /** What one has at hand before connecting, in a sentence. */
  readonly needs: string | null;
  /** Where the first day of the history stands; with a time of day (UTC) or as a day alone. */
  readonly start: { readonly path: string; readonly as: "day" | "instant" } | null;
  /** Where the days that each sync reads again stand, and how many the connector takes. */
  readonly lookBack: LookBack | null;
  /** Whose rate limit it shares: the first of these that a configuration has. */
  readonly group: readonly string[];
  /** Where its accounts stand: a list, or text with commas. */
  readonly accounts: string | null;
  /** The streams that our model reads. */
  readonly streams: readonly string[];
  /** Settings without which the model would lack something, where the configuration does not say otherwise. */
  readonly defaults: Configuration;
}

const start = (path: string, as: "day" | "instant" = "day") => ({ path, as });
const lookBack = (path: string, min: number, max: number): LookBack => ({ path, min, max });

export const knownConnectors: readonly KnownConnector[] = [
  {
    sourceType: "facebook-marketing",
    platform: "meta",
    name: "Meta",
    needs: "The ids of the ad accounts, and an access token that may read ads.",
    start: start("start_date", "instant"),
    // Reports of one's own would otherwise be read 28 days back.
    lookBack: { ...lookBack("insights_lookback_window", 1, 28), reports: "custom_insights" },
    group: ["credentials.client_id", "client_id"],
    accounts: "account_ids",
    streams: [
      "ad_account",
      "campaigns",
      "ad_sets",
      "ads",
      "ad_creatives",
      "ads_insights",
      "custominsights_region_daily",
    ],
    defaults: {
      custom_insights: [metaRegionDaily],
    },
  },
  {
    sourceType: "google-ads",
    platform: "google_ads",
    name: "Google Ads",
    needs: "The customer ids, a developer token, and an OAuth client with a refresh token.",
    start: start("start_date"),
    lookBack: lookBack("conversion_window_days", 0, 1095),
    group: ["credentials.developer_token"],
    accounts: "customer_id",
    streams: [
      "customer",
      "campaign",
      "campaign_budget",
      "ad_group",
      "ad_group_ad",
      "ad_performance",
      "geo_performance",
      "account_performance_report",
    ],
    defaults: {},
  },
  {
    sourceType: "linkedin-ads",
    platform: "linkedin",
    name: "LinkedIn",
    needs: "The ids of the ad accounts, and an access token, or an OAuth client with a refresh token.",
    start: start("start_date"),
    lookBack: lookBack("lookback_window", 0, 365),
    group: ["credentials.client_id"],
    accounts: "account_ids",
    streams: [
      "accounts",
      "campaign_groups",
      "campaigns",
      "creatives",
      "ad_campaign_analytics",
      "ad_creative_analytics",
      "ad_member_region_analytics",
      "ad_member_country_analytics",
    ],
    defaults: {},
  },
  {
    sourceType: "tiktok-marketing",
    platform: "tiktok",
    name: "TikTok",
    needs: "The advertiser id, and an access token of an app in TikTok for Business.",
    start: start("start_date"),
    lookBack: lookBack("attribution_window", 0, 364),
    group: ["credentials.app_id"],
    accounts: "credentials.advertiser_id",
    streams: [
      "advertisers",
      "campaigns",
      "ad_groups",
      "ads",
      "ads_reports_daily",
      "ads_audience_reports_by_province_daily",
    ],
    // Otherwise the days of a deleted ad would vanish from the reports.
    defaults: { include_deleted: true },
  },
  {
    sourceType: "bing-ads",
    platform: "microsoft_ads",
    name: "Microsoft Ads",
    needs: "A developer token, and an OAuth client with a refresh token.",
    start: start("reports_start_date"),
    lookBack: lookBack("lookback_window", 0, 90),
    group: ["developer_token"],
    accounts: null,
    streams: [
      "accounts",
      "campaigns",
      "ad_groups",
      "ads",
      "ad_performance_report_daily",
      "campaign_performance_report_daily",
      "user_location_performance_report_daily",
      "geographic_performance_report_daily",
    ],
    defaults: {},
  },
  {
    sourceType: "google-analytics-data-api",
    platform: "ga4",
    name: "Google Analytics 4",
    needs: "The property ids, and a service account's key, or an OAuth client with a refresh token.",
    start: start("date_ranges_start_date"),
    lookBack: lookBack("lookback_window", 2, 60),
    group: ["credentials.client_id"],
    accounts: "property_ids",
    streams: [
      "web_daily",
      "website_overview",
      "daily_active_users",
      "traffic_sources",
      "traffic_acquisition_session_campaign_report",
      "traffic_acquisition_session_source_medium_report",
      "demographic_region_report",
      "demographic_country_report",
      "conversions_report",
    ],
    defaults: { custom_reports_array: [ga4WebDaily] },
  },
  {
    sourceType: "google-search-console",
    platform: "search_console",
    name: "Search Console",
    needs: "The sites, and a service account's key, or an OAuth client with a refresh token.",
    start: start("start_date"),
    // The embedded Airbyte's, not the connector's: another Airbyte passes over it.
    lookBack: lookBack("lookback_window", 0, 30),
    group: ["authorization.client_id"],
    accounts: "site_urls",
    streams: [
      "search_analytics_by_date",
      "search_analytics_by_country",
      "search_analytics_site_report_by_site",
      "search_analytics_all_fields",
    ],
    defaults: {},
  },
  {
    sourceType: "declarative-manifest",
    platform: "custom",
    name: "Your own (declarative manifest)",
    needs: "A manifest, YAML or JSON, as Airbyte's connector builder exports it.",
    start: null,
    lookBack: null,
    group: [],
    accounts: null,
    streams: [],
    defaults: {},
  },
];

/** A connector that we know nothing of: all its streams are read, into the folder of what people describe themselves. */
export const unknownConnector = (sourceType: string, name: string): KnownConnector => ({
  sourceType,
  platform: "custom",
  name,
  needs: null,
  start: null,
  lookBack: null,
  group: [],
  accounts: null,
  streams: [],
  defaults: {},
});

export const knownConnector = (sourceType: string, name = sourceType): KnownConnector =>
  knownConnectors.find((known) => known.sourceType === sourceType) ?? unknownConnector(sourceType, name);
