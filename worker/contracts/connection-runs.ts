import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Day, Id, Instant } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";

export const Trigger = z.enum(["schedule", "manual", "first", "catch_up", "backfill"]);
export type Trigger = z.infer<typeof Trigger>;

export const StreamResult = z.object({
  name: z.string(),
  rows: z.number().int(),
  status: z.enum(["complete", "incomplete", "running", "pending"]),
});
export type StreamResult = z.infer<typeof StreamResult>;

/** One sync. Durations in seconds. */
export const SyncRun = z.object({
  id: Id,
  connection_id: Id,
  trigger: Trigger.nullable(),
  status: z.enum(["pending", "running", "succeeded", "failed", "cancelled"]),
  attempt: z.number().int(),
  /** Of a backfill: the days that are read again. */
  range: z.object({ from: Day, to: Day }).nullable(),
  backfill_id: Id.nullable(),
  created_at: Instant,
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
  duration_seconds: z.number().nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  /** Most that the connector held at once and that the sync had on disk; null where Airbyte does not tell. */
  peak_memory_bytes: z.number().int().nullable(),
  peak_disk_bytes: z.number().int().nullable(),
  streams: z.array(StreamResult),
  warning: z.string().nullable(),
  warning_kind: z.enum(["empty", "volume_drop", "incomplete_streams", "counts_differ"]).nullable(),
  error_class: z.enum(["config", "transient", "system"]).nullable(),
  error_message: z.string().nullable(),
  /** What happened, in order. */
  steps: z.array(z.object({ name: z.string(), detail: z.string().nullable(), at: Instant })),
});
export type SyncRun = z.infer<typeof SyncRun>;

const connectionParams = z.strictObject({ connection_id: Id });
const runParams = z.strictObject({ connection_id: Id, run_id: Id });

export const listRuns = defineEndpoint({
  name: "listRuns",
  method: "get",
  path: "/api/airbyte/connections/{connection_id}/runs/",
  summary: "Syncs of a connection, newest first",
  access: "connections.read",
  params: connectionParams,
  query: z.strictObject({ ...pageQuery(100, 20), status: SyncRun.shape.status.optional() }),
  output: z.object({ runs: z.array(SyncRun), next_cursor: NextCursor }),
  problems: ["not-found"],
});

/**
 * The connector's log; `next_offset` is where to read on, in bytes, `ended` whether more is to come. Another try of a sync has another `job`,
 * whose log begins at 0. Secrets are masked.
 */
export const runLog = defineEndpoint({
  name: "runLog",
  method: "get",
  path: "/api/airbyte/connections/{connection_id}/runs/{run_id}/log/",
  summary: "The log of a sync, in parts",
  access: "connections.read",
  params: runParams,
  query: z.strictObject({
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 40)
      .default(0),
  }),
  output: z.object({
    text: z.string(),
    next_offset: z.number().int(),
    ended: z.boolean(),
    available: z.boolean(),
    detail: z.string().nullable(),
    job: z.string().nullable(),
  }),
  problems: ["not-found", "unavailable"],
});

/** The newest run, or the one that was under way already. */
export const syncConnection = defineEndpoint({
  name: "syncConnection",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/sync/",
  summary: "Sync a connection now; one that is being synced is left to it",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: z.object({ run: SyncRun, started: z.boolean() }),
  problems: ["not-found", "conflict"],
});

export const cancelSync = defineEndpoint({
  name: "cancelSync",
  method: "post",
  path: "/api/airbyte/connections/{connection_id}/cancel/",
  summary: "Cancel the sync that is under way",
  access: "connections.manage",
  params: connectionParams,
  body: z.strictObject({}),
  output: z.object({ run: SyncRun }),
  problems: ["not-found", "conflict", "unavailable"],
});
