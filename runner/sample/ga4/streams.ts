import { incremental, type StreamSpec } from "../stream-spec.ts";

const report = (name: string, ...dimensions: readonly string[]): StreamSpec =>
  incremental(name, "date", ["property_id", "date", ...dimensions]);

/** The report that is ours, and those of the connector that our model reads. */
export const ga4Streams: readonly StreamSpec[] = [
  report(
    "web_daily",
    "sessionDefaultChannelGroup",
    "sessionSource",
    "sessionMedium",
    "sessionCampaignName",
    "countryId",
    "country",
    "region",
  ),
  report("website_overview"),
  report("daily_active_users"),
  report("traffic_sources", "sessionSource", "sessionMedium"),
  report("traffic_acquisition_session_campaign_report", "sessionCampaignName"),
  report("traffic_acquisition_session_source_medium_report", "sessionSource", "sessionMedium"),
  report("demographic_region_report", "region"),
  report("demographic_country_report", "country"),
  report("conversions_report", "eventName"),
];
