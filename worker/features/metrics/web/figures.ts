import type { SearchTotals, VisitTotals } from "#contracts/metric-web.ts";
import type { Sums } from "../slice/sums.ts";
import { ratio } from "../totals.ts";

type Of = Readonly<Record<string, Sums>>;

/** One group's visits in the units of payloads; engagement is stored in millionths of a second. */
export function visitFigures(sums: Of, group: number): VisitTotals {
  const count = (measure: string) => sums[measure]!.count(group);
  const sessions = count("sessions");
  return {
    sessions,
    engagedSessions: count("engaged_sessions"),
    pageViews: count("page_views"),
    events: count("events"),
    engagementSeconds: sums.engagement_micros!.units(group),
    newUsers: count("new_users"),
    conversions: sums.conversions_micros!.units(group),
    revenue: sums.revenue_micros!.units(group),
    engagementRate: ratio(count("engaged_sessions"), sessions),
    conversionRate: ratio(count("conversions_micros"), sessions * 1_000_000),
    pagesPerSession: ratio(count("page_views"), sessions),
    secondsPerSession: ratio(count("engagement_micros"), sessions * 1_000_000),
  };
}

export function searchFigures(sums: Of, group: number): SearchTotals {
  const count = (measure: string) => sums[measure]!.count(group);
  const impressions = count("impressions");
  return {
    impressions,
    clicks: count("clicks"),
    ctr: ratio(count("clicks"), impressions),
    position: ratio(count("position_sum"), impressions),
  };
}
