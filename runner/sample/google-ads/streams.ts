import { incremental, type StreamSpec } from "../stream-spec.ts";

const DATE = "segments.date";
const CELL = [DATE, "segments.ad_network_type", "segments.device"];

/** `campaign` is by the hour and the one report that has every campaign; reports by ad and region lack Performance Max. */
export const googleAdsStreams: readonly StreamSpec[] = [
  incremental("customer", DATE, ["customer.id", DATE]),
  incremental("campaign", DATE, ["campaign.id", DATE, "segments.hour", "segments.ad_network_type"]),
  incremental("campaign_budget", DATE, [
    "customer.id",
    "campaign_budget.id",
    DATE,
    "segments.budget_campaign_association_status.campaign",
    "segments.budget_campaign_association_status.status",
  ]),
  incremental("ad_group", DATE, ["ad_group.id", DATE]),
  incremental("ad_group_ad", DATE, ["ad_group.id", "ad_group_ad.ad.id", DATE]),
  incremental("ad_performance", DATE, ["ad_group.id", "ad_group_ad.ad.id", ...CELL]),
  incremental("geo_performance", DATE, [
    "customer.id",
    "ad_group.id",
    "geographic_view.country_criterion_id",
    "geographic_view.location_type",
    ...CELL,
    "segments.geo_target_region",
    "segments.geo_target_metro",
    "segments.geo_target_city",
    "segments.geo_target_most_specific_location",
  ]),
  incremental("account_performance_report", DATE, ["customer.id", ...CELL]),
];
