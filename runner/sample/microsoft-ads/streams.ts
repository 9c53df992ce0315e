import { fullRefresh, incremental, type StreamSpec } from "../stream-spec.ts";

/** The ways in which every report divides a day further. */
const segments = [
  "CurrencyCode",
  "AdDistribution",
  "DeviceType",
  "Network",
  "DeviceOS",
  "TopVsOther",
  "BidMatchType",
  "DeliveredMatchType",
];

export const microsoftAdsStreams: readonly StreamSpec[] = [
  fullRefresh("accounts", ["Id"]),
  fullRefresh("campaigns", ["Id"]),
  fullRefresh("ad_groups", ["Id"]),
  fullRefresh("ads", ["Id"]),
  incremental("campaign_performance_report_daily", "TimePeriod", [
    "AccountId",
    "CampaignId",
    "TimePeriod",
    ...segments,
  ]),
  incremental("ad_performance_report_daily", "TimePeriod", [
    "AccountId",
    "CampaignId",
    "AdGroupId",
    "AdId",
    "TimePeriod",
    "Language",
    ...segments,
  ]),
  // The connector names no key for it.
  incremental("geographic_performance_report_daily", "TimePeriod", [
    "AccountId",
    "CampaignId",
    "AdGroupId",
    "TimePeriod",
    "LocationId",
    "LocationType",
    "Language",
    ...segments,
  ]),
  incremental("user_location_performance_report_daily", "TimePeriod", [
    "AccountId",
    "CampaignId",
    "AdGroupId",
    "TimePeriod",
    "LocationId",
    "QueryIntentLocationId",
    "Language",
    "DeviceType",
    "DeviceOS",
    "TopVsOther",
    "DeliveredMatchType",
  ]),
];
