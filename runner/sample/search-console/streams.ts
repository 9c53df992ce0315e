import { incremental, type StreamSpec } from "../stream-spec.ts";

const key = (...names: readonly string[]): string[] => ["site_url", "date", ...names, "search_type"];

/** `search_analytics_all_fields` lacks the searches that Google keeps to itself; the others count them. */
export const searchConsoleStreams: readonly StreamSpec[] = [
  incremental("search_analytics_by_date", "date", key()),
  incremental("search_analytics_by_country", "date", key("country")),
  incremental("search_analytics_site_report_by_site", "date", key("country", "device")),
  incremental("search_analytics_all_fields", "date", key("country", "device", "query", "page")),
];
