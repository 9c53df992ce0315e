import type { Combined } from "#contracts/metrics.ts";
import type { OpenSnapshot } from "../snapshots/reader.ts";
import type { Loaded } from "./load.ts";
import { datesOf, type Plan } from "./plan.ts";
import type { Scanned } from "./scan.ts";
import { placedPercent } from "./sections/parish.ts";
import { isEmptyMask } from "./slice/masks.ts";
import type { Section, SliceQuery } from "./slice-query.ts";

type Availability = Combined["availability"];
type Status = Availability["campaign"];

const available: Status = { status: "available", reason: null };
const notRequested: Status = { status: "not_requested", reason: "This section was not asked for" };
const noDataYet = (what: string): Status => ({ status: "empty", reason: `No data yet: ${what}` });

/** What each section can say, given how many rows it came to. */
export function availability(
  snapshot: OpenSnapshot,
  plan: Plan,
  loaded: Loaded,
  scanned: Scanned,
  rows: Readonly<Record<Section, number>>,
): Availability {
  const noMatch: Status = { status: "no_match", reason: whyNothing(plan, scanned) };
  const found = (section: Section, stored: boolean, what: string): Status => {
    if (!plan.wants(section)) return notRequested;
    if (!stored) return noDataYet(what);
    return rows[section] > 0 ? available : noMatch;
  };
  const delivery = snapshot.has("performance");
  const byRegion = snapshot.has("region_performance");
  const hasBudgets = (loaded.budgets?.rows ?? 0) > 0;
  const noAds = plan.wants("creative") && plan.byRegion;
  return {
    campaign: found("campaign", delivery, "no delivery has been loaded"),
    creative: noAds
      ? { status: "unavailable", reason: "Platforms do not report ads by region; remove the region filter" }
      : found("creative", delivery, "no delivery has been loaded"),
    budget: found("budget", hasBudgets, "no campaign has a budget"),
    parish_map: {
      ...found("parish", byRegion, "no delivery by region has been loaded"),
      coverage_percent: plan.wants("parish") && !plan.byRegion ? placedPercent(scanned.regions, loaded.regions) : null,
    },
  };
}

/** Of a tenant that has no snapshot. */
export function nothingYet(query: SliceQuery): Availability {
  const status = (section: Section) =>
    query.sections.includes(section) ? noDataYet("nothing has been published") : notRequested;
  return {
    campaign: status("campaign"),
    creative: status("creative"),
    budget: status("budget"),
    parish_map: { ...status("parish"), coverage_percent: null },
  };
}

function whyNothing(plan: Plan, scanned: Scanned): string {
  if (isEmptyMask(scanned.campaignFilter)) return "No campaign matches these filters";
  if (plan.coverage && !plan.days) {
    const { startDate, endDate } = datesOf(plan.coverage);
    return `The period lies outside the data, which covers ${startDate} to ${endDate}`;
  }
  return "Nothing matches these filters in this period";
}
