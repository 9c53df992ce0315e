/** Reports that our model reads and that no connector has by itself: a connection's configuration asks for them. */

/** Of source-facebook-marketing (`custom_insights`): ads by region. */
export const metaRegionDaily = {
  name: "insights_region_daily",
  level: "ad",
  fields: [
    "account_id",
    "account_currency",
    "campaign_id",
    "campaign_name",
    "adset_id",
    "adset_name",
    "ad_id",
    "ad_name",
    "impressions",
    "clicks",
    "spend",
    "actions",
    "action_values",
  ],
  breakdowns: ["region"],
  action_breakdowns: ["action_type"],
  time_increment: 1,
} as const;

/** Of source-google-analytics-data-api (`custom_reports_array`): its own reports tell either the way of coming or the place, never both. */
export const ga4WebDaily = {
  name: "web_daily",
  dimensions: [
    "date",
    "sessionDefaultChannelGroup",
    "sessionSource",
    "sessionMedium",
    "sessionCampaignName",
    "countryId",
    "country",
    "region",
  ],
  metrics: [
    "sessions",
    "engagedSessions",
    "totalUsers",
    "newUsers",
    "screenPageViews",
    "eventCount",
    "userEngagementDuration",
    "keyEvents",
    "totalRevenue",
  ],
} as const;
