import { aggregateSnapshot, type Combined, type CombinedQuery, combined } from "#contracts/metrics.ts";
import { type TenantContext, tenantRoute } from "../../http/route.ts";
import { readCursor } from "./cursor.ts";
import { FieldError } from "./field-error.ts";
import { type Found, findAsked } from "./find-snapshot.ts";
import { loadSlice } from "./load.ts";
import { combinedPayload, emptyPayload } from "./payload.ts";
import { planSlice } from "./plan.ts";
import { invalid, respond } from "./respond.ts";
import type { ServerTiming } from "./server-timing.ts";
import { type SliceQuery, toSliceQuery } from "./slice-query.ts";

type Asking = TenantContext & { readonly query: CombinedQuery };

async function answerCombined(c: Asking) {
  const query = toSliceQuery(c.query);
  if (query.cursor !== null && !readCursor(query.cursor))
    throw invalid(new FieldError("cursor", "is not a cursor; use next_cursor of the page before"));
  return respond(c, {
    question: query,
    find: () => findAsked(c, c.query),
    answer: async (found, timing) => {
      const payload = await answer(found, query, timing);
      // Types and the tests of slices hold the shape; checking it anew took a third of the time of an answer.
      return timing.measure("serialise", () => JSON.stringify(payload));
    },
  });
}

async function answer({ head, snapshot }: Found, query: SliceQuery, timing: ServerTiming): Promise<Combined> {
  if (!snapshot) return emptyPayload(head, query);
  const plan = planSlice(query, snapshot.manifest);
  const loaded = await timing.measure("load", () => loadSlice(snapshot, plan));
  return timing.measure("slice", () => combinedPayload(head, snapshot, plan, loaded));
}

export const routes = [tenantRoute(combined, answerCombined), tenantRoute(aggregateSnapshot, answerCombined)];
