import { fullRefresh, incremental, type StreamSpec } from "../stream-spec.ts";

export const metaStreams: readonly StreamSpec[] = [
  fullRefresh("ad_account", ["id"]),
  incremental("campaigns", "updated_time", ["id"]),
  incremental("ad_sets", "updated_time", ["id"]),
  incremental("ads", "updated_time", ["id"]),
  fullRefresh("ad_creatives", ["id"]),
  incremental("ads_insights", "date_start", ["date_start", "account_id", "ad_id"]),
  incremental("custominsights_region_daily", "date_start", ["date_start", "account_id", "ad_id", "region"]),
];
