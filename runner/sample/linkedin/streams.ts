import { fullRefresh, incremental, type StreamSpec } from "../stream-spec.ts";

/** Regions and countries are rows of a campaign, which the connector leaves out of their key: two campaigns would be one. */
const campaignPivot = ["string_of_pivot_values", "end_date", "sponsoredCampaign"];

export const linkedinStreams: readonly StreamSpec[] = [
  fullRefresh("accounts", ["id"]),
  incremental("campaign_groups", "lastModified", ["id"]),
  incremental("campaigns", "lastModified", ["id"]),
  incremental("creatives", "lastModifiedAt", ["id"]),
  incremental("ad_campaign_analytics", "end_date", campaignPivot),
  incremental("ad_creative_analytics", "end_date", ["string_of_pivot_values", "end_date"]),
  incremental("ad_member_region_analytics", "end_date", campaignPivot),
  incremental("ad_member_country_analytics", "end_date", campaignPivot),
];
