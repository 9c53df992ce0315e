import type { z } from "zod";
import type * as contracts from "#contracts/metric-lists.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { type Found, findAsked, findPinned } from "../find-snapshot.ts";
import { respond } from "../respond.ts";
import type { ServerTiming } from "../server-timing.ts";
import { positionOf } from "./continued.ts";
import { fingerprint, type ListPosition, writePosition } from "./cursor.ts";
import type { Items } from "./list.ts";
import { type Order, ordered } from "./page.ts";

/** What all contracts of lists have; they check filters, sorts and rows of their own. */
type Contract = typeof contracts.campaignsList;
type ListQuery = z.infer<NonNullable<Contract["query"]>>;

/** One page of the answer to a question. */
export interface Turn<Question extends object> {
  readonly question: Question;
  /** The rows of the page, and where the next one begins. */
  page(items: Items, snapshotId: string): object;
}

/** Of a list without a snapshot. */
export const noRows = { totals: null, total_rows: 0, rows: [], next_cursor: null };

/** A list in pages that all are of the snapshot of the first one. */
export function listRoute<Question extends object>(
  contract: { readonly query?: unknown; readonly output?: unknown },
  noun: string,
  usualSort: string,
  toQuestion: (filters: never) => Question,
  answer: (found: Found, turn: Turn<Question>, timing: ServerTiming) => Promise<object>,
) {
  return tenantRoute(contract as Contract, async (c) => {
    const { sort, order, limit, cursor, snapshot, dataset, ...filters } = c.query;
    const question = toQuestion(filters as never);
    const by: Order = { sort: sort ?? usualSort, order: order ?? null };
    const print = await fingerprint({ list: noun, ...question, ...by });
    const position = cursor === undefined ? null : positionOf(cursor, print, snapshot);
    const offset = position?.offset ?? 0;
    const page = (items: Items, snapshotId: string) =>
      pageOf(items, by, { question: print, offset, limit, snapshotId });
    return respond(c, {
      question: { question: print, offset, limit },
      find: () => find(c, { snapshot, dataset }, position),
      answer: async (found, timing) => {
        const payload = await answer(found, { question, page }, timing);
        return timing.measure("serialise", () => JSON.stringify((contract as Contract).output!.parse(payload)));
      },
    });
  });
}

type Wanted = Pick<ListQuery, "snapshot" | "dataset">;

async function find(c: TenantContext, wanted: Wanted, position: ListPosition | null): Promise<Found> {
  const found = await findAsked(c, wanted);
  if (wanted.snapshot !== undefined || position === null || found.head.snapshot_id === position.snapshotId)
    return found;
  return findPinned(c, position.snapshotId);
}

function pageOf(items: Items, by: Order, { limit, ...position }: ListPosition & { readonly limit: number }) {
  const total = items.items.length;
  const shown = ordered(items, by).slice(position.offset, position.offset + limit);
  const next = position.offset + shown.length;
  return {
    totals: items.totals,
    total_rows: total,
    rows: shown.map((item) => items.row(item)),
    next_cursor: next < total ? writePosition({ ...position, offset: next }) : null,
  };
}
