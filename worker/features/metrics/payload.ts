import type { Combined } from "#contracts/metrics.ts";
import type { OpenSnapshot } from "../snapshots/reader.ts";
import { availability, nothingYet } from "./availability.ts";
import type { Head } from "./head.ts";
import type { Loaded } from "./load.ts";
import { datesOf, type Plan } from "./plan.ts";
import { scanSlice } from "./scan.ts";
import { budgetSection } from "./sections/budget.ts";
import { campaignSection } from "./sections/campaign.ts";
import { creativeSection } from "./sections/creative.ts";
import { parishSection } from "./sections/parish.ts";
import { choosePeriod } from "./slice/period.ts";
import { Sums, shownMeasures } from "./slice/sums.ts";
import type { SliceQuery } from "./slice-query.ts";
import { totals } from "./totals.ts";

/**
 * The whole answer from loaded columns; no waiting in here.
 * @throws FieldError for regions or cursors that are not known
 */
export function combinedPayload(head: Head, snapshot: OpenSnapshot, plan: Plan, loaded: Loaded): Combined {
  const { currency } = head;
  const scanned = scanSlice(loaded, plan);
  const campaign = plan.wants("campaign") ? campaignSection(loaded, plan, scanned, currency) : emptyCampaign(currency);
  const creative = plan.wants("creative") ? creativeSection(loaded, plan, scanned) : { rows: [], count: 0 };
  const budget = plan.wants("budget") ? budgetSection(loaded, plan, scanned) : [];
  const parish = plan.wants("parish") ? parishSection(loaded, scanned, currency) : [];
  const counts = {
    campaign: scanned.campaigns.delivered().length,
    creative: creative.count,
    budget: budget.length,
    parish: parish.length,
  };
  return {
    ...head,
    period: plan.period && datesOf(plan.period),
    availability: availability(snapshot, plan, loaded, scanned, counts),
    row_counts: counts,
    campaign,
    creative: creative.rows,
    budget,
    parish,
  };
}

/** The answer for a tenant that has no snapshot yet. */
export function emptyPayload(head: Head, query: SliceQuery): Combined {
  const period = choosePeriod(query, null);
  return {
    ...head,
    period: period && datesOf(period),
    availability: nothingYet(query),
    row_counts: { campaign: 0, creative: 0, budget: 0, parish: 0 },
    campaign: emptyCampaign(head.currency),
    creative: [],
    budget: [],
    parish: [],
  };
}

function emptyCampaign(currency: string): Combined["campaign"] {
  const nothing = Object.fromEntries(shownMeasures.map((measure) => [measure, new Sums(1)])) as Parameters<
    typeof totals
  >[0];
  return { summary: totals(nothing, currency), trend: [], rows: [], next_cursor: null };
}
