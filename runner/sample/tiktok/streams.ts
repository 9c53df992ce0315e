import { fullRefresh, incremental, type StreamSpec } from "../stream-spec.ts";

export const tiktokStreams: readonly StreamSpec[] = [
  fullRefresh("advertisers", ["advertiser_id"]),
  incremental("campaigns", "modify_time", ["campaign_id"]),
  incremental("ad_groups", "modify_time", ["adgroup_id"]),
  incremental("ads", "modify_time", ["ad_id"]),
  incremental("ads_reports_daily", "stat_time_day", ["ad_id", "stat_time_day"]),
  incremental("ads_audience_reports_by_province_daily", "stat_time_day", ["ad_id", "stat_time_day", "province_id"]),
];
