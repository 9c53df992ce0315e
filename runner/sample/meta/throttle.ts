import type { PlatformAccess } from "../world/tenants.ts";

/** The headers by which Meta says how much of the limits is used, in percent. The connector pauses for minutes above 85. */
export function throttleHeaders(path: string, access: PlatformAccess<"meta">): [string, string][] {
  const usage = { call_count: 4, total_cputime: 2, total_time: 3 };
  const isInsights = path.endsWith("/insights");
  const type = isInsights ? "ads_insights" : "ads_management";
  const business = { [access.credentials.appId]: [{ type, ...usage, estimated_time_to_regain_access: 0 }] };
  const headers: [string, string][] = [
    ["x-app-usage", JSON.stringify(usage)],
    ["x-business-use-case-usage", JSON.stringify(business)],
  ];
  if (isInsights) {
    const throttle = { app_id_util_pct: 6.5, acc_id_util_pct: 3.2, ads_api_access_tier: "standard_access" };
    headers.push(["x-fb-ads-insights-throttle", JSON.stringify(throttle)]);
  }
  return headers;
}
