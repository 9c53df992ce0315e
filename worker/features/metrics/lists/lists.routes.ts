import * as contracts from "#contracts/metric-lists.ts";
import type { CombinedQuery } from "#contracts/metrics.ts";
import { availability, nothingYet } from "../availability.ts";
import type { Found } from "../find-snapshot.ts";
import { loadSlice } from "../load.ts";
import { datesOf, planSlice } from "../plan.ts";
import { scanSlice } from "../scan.ts";
import type { ServerTiming } from "../server-timing.ts";
import { choosePeriod } from "../slice/period.ts";
import { type SliceQuery, toSliceQuery } from "../slice-query.ts";
import { ads, adsets, creatives } from "./ads.ts";
import { campaigns } from "./campaigns.ts";
import type { List } from "./list.ts";
import { listRoute, noRows, type Turn } from "./list-route.ts";
import { pacing } from "./pacing.ts";
import { regions } from "./regions.ts";

const keyOf = { campaign: "campaign", creative: "creative", budget: "budget", parish: "parish_map" } as const;

function listOfAds(contract: { readonly query?: unknown; readonly output?: unknown }, list: List, usualSort: string) {
  const question = (filters: CombinedQuery) => toSliceQuery({ ...filters, sections: [list.section] });
  return listRoute(contract, list.noun, usualSort, question, (found, turn, timing) =>
    listed(found, list, turn, timing),
  );
}

async function listed(
  { head, snapshot }: Found,
  list: List,
  { question: query, page }: Turn<SliceQuery>,
  timing: ServerTiming,
): Promise<object> {
  const key = keyOf[list.section];
  if (!snapshot) {
    const period = choosePeriod(query, null);
    const { status, reason } = nothingYet(query)[key];
    return { ...head, period: period && datesOf(period), availability: { status, reason }, ...noRows };
  }
  const plan = planSlice(query, snapshot.manifest);
  const loaded = await timing.measure("load", () => loadSlice(snapshot, plan));
  return timing.measure("slice", () => {
    const scanned = scanSlice(loaded, plan);
    const found = list.items({ loaded, plan, scanned });
    const total = found.items.length;
    const counts = { campaign: total, creative: total, budget: total, parish: total };
    const { status, reason } = availability(snapshot, plan, loaded, scanned, counts)[key];
    return {
      ...head,
      period: plan.period && datesOf(plan.period),
      availability: { status, reason },
      ...page(found, snapshot.manifest.snapshot_id),
    };
  });
}

export const routes = [
  listOfAds(contracts.campaignsList, campaigns, "spend"),
  listOfAds(contracts.creativesList, creatives, "spend"),
  listOfAds(contracts.adsetsList, adsets, "spend"),
  listOfAds(contracts.adsList, ads, "spend"),
  listOfAds(contracts.regionsList, regions, "spend"),
  listOfAds(contracts.pacingList, pacing, "pacingPercent"),
];
