import type { z } from "zod";
import * as contracts from "#contracts/metric-lists.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { availability, nothingYet } from "../availability.ts";
import { type Found, findCurrent, findPinned } from "../find-snapshot.ts";
import { loadSlice } from "../load.ts";
import { datesOf, planSlice } from "../plan.ts";
import { respond } from "../respond.ts";
import { scanSlice } from "../scan.ts";
import type { ServerTiming } from "../server-timing.ts";
import { choosePeriod } from "../slice/period.ts";
import { type SliceQuery, toSliceQuery } from "../slice-query.ts";
import { ads, adsets, creatives } from "./ads.ts";
import { campaigns } from "./campaigns.ts";
import { positionOf } from "./continued.ts";
import { fingerprint, type ListPosition, writePosition } from "./cursor.ts";
import type { List } from "./list.ts";
import { pacing } from "./pacing.ts";
import { type Order, ordered } from "./page.ts";
import { regions } from "./regions.ts";

type Contract = typeof contracts.campaignsList;
type ListQuery = z.infer<NonNullable<(typeof contracts.campaignsList)["query"]>>;

interface Page {
  readonly question: string;
  readonly offset: number;
  readonly limit: number;
}

const keyOf = { campaign: "campaign", creative: "creative", budget: "budget", parish: "parish_map" } as const;

/** Contracts differ in their rows and sorts alone, which are checked where rows are written. */
function listRoute(contract: { readonly query?: unknown; readonly output?: unknown }, list: List, usual: string) {
  return tenantRoute(contract as Contract, async (c) => {
    const { sort, order, limit, cursor, snapshot, ...filters } = c.query;
    const query = toSliceQuery({ ...filters, sections: [list.section] });
    const by: Order = { sort: sort ?? usual, order: order ?? null };
    const question = await fingerprint({ list: list.noun, ...query, ...by });
    const position = cursor === undefined ? null : positionOf(cursor, question, snapshot);
    const page = { question, offset: position?.offset ?? 0, limit };
    return respond(c, {
      question: { ...page },
      find: () => find(c, snapshot, position),
      answer: async (found, timing) => {
        const answer = await listed(found, list, query, by, page, timing);
        return timing.measure("serialise", () => JSON.stringify((contract as Contract).output!.parse(answer)));
      },
    });
  });
}

async function find(c: TenantContext, snapshot: ListQuery["snapshot"], position: ListPosition | null): Promise<Found> {
  if (snapshot !== undefined) return findPinned(c, snapshot);
  const current = await findCurrent(c);
  if (position === null || current.head.snapshot_id === position.snapshotId) return current;
  return findPinned(c, position.snapshotId);
}

async function listed(
  { head, snapshot }: Found,
  list: List,
  query: SliceQuery,
  by: Order,
  { question, offset, limit }: Page,
  timing: ServerTiming,
) {
  const key = keyOf[list.section];
  if (!snapshot) {
    const period = choosePeriod(query, null);
    const { status, reason } = nothingYet(query)[key];
    const nothing = { totals: null, total_rows: 0, rows: [], next_cursor: null };
    return { ...head, period: period && datesOf(period), availability: { status, reason }, ...nothing };
  }
  const plan = planSlice(query, snapshot.manifest);
  const loaded = await timing.measure("load", () => loadSlice(snapshot, plan));
  return timing.measure("slice", () => {
    const scanned = scanSlice(loaded, plan);
    const found = list.items({ loaded, plan, scanned });
    const total = found.items.length;
    const counts = { campaign: total, creative: total, budget: total, parish: total };
    const { status, reason } = availability(snapshot, plan, loaded, scanned, counts)[key];
    const shown = ordered(found, by).slice(offset, offset + limit);
    const next = offset + shown.length;
    const snapshotId = snapshot.manifest.snapshot_id;
    return {
      ...head,
      period: plan.period && datesOf(plan.period),
      availability: { status, reason },
      totals: found.totals,
      total_rows: total,
      rows: shown.map((item) => found.row(item)),
      next_cursor: next < total ? writePosition({ snapshotId, question, offset: next }) : null,
    };
  });
}

export const routes = [
  listRoute(contracts.campaignsList, campaigns, "spend"),
  listRoute(contracts.creativesList, creatives, "spend"),
  listRoute(contracts.adsetsList, adsets, "spend"),
  listRoute(contracts.adsList, ads, "spend"),
  listRoute(contracts.regionsList, regions, "spend"),
  listRoute(contracts.pacingList, pacing, "pacingPercent"),
];
