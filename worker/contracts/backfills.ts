import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Day, Id, Instant } from "./fields.ts";

/** A backfill may span so many days at most. */
export const longestBackfillDays = 400;

/** Part of a backfill: one sync. `waiting`: its turn has not come. */
export const BackfillSlice = z.object({
  number: z.number().int(),
  from: Day,
  to: Day,
  status: z.enum(["waiting", "pending", "running", "succeeded", "failed", "cancelled"]),
  run_id: Id.nullable(),
  rows: z.number().int().nullable(),
});
export type BackfillSlice = z.infer<typeof BackfillSlice>;

/** Days of the past that are read again, both counted, in slices from the newest to the oldest. */
export const Backfill = z.object({
  id: Id,
  from: Day,
  to: Day,
  status: z.enum(["active", "succeeded", "failed", "cancelled"]),
  /** Why it stopped before its end. */
  reason: z.string().nullable(),
  slices: z.array(BackfillSlice),
  created_at: Instant,
  ended_at: Instant.nullable(),
});
export type Backfill = z.infer<typeof Backfill>;

const params = z.strictObject({ connection_id: Id });
const path = "/api/airbyte/connections/{connection_id}/backfill/";

export const backfillConnection = defineEndpoint({
  name: "backfillConnection",
  method: "post",
  path,
  summary: "Read days of the past again",
  description:
    "Days are those of the tenant's time zone, the last one no later than the last sync that succeeded. They are read in slices, a calendar month at most, one after the other; syncs of the schedule go between them. What is read takes the place of what was read of those days before, and makes nothing look fresher.",
  access: "connections.manage",
  params,
  body: z.strictObject({ from: Day, to: Day }),
  accepted: true,
  output: Backfill,
  problems: ["not-found", "conflict"],
});

export const cancelBackfill = defineEndpoint({
  name: "cancelBackfill",
  method: "delete",
  path,
  summary: "Cancel the backfill that is under way; slices that were read stay",
  access: "connections.manage",
  params,
  output: Backfill,
  problems: ["not-found", "conflict", "unavailable"],
});
