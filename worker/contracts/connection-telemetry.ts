import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { ConnectionPlatform, Id, Instant } from "./fields.ts";

export const SyncStatus = z.enum(["never", "pending", "running", "succeeded", "failed", "cancelled"]);

/** One row a connection: its latest sync. Durations in seconds. */
export const ConnectionTelemetry = z.object({
  connection_id: Id,
  name: z.string(),
  platform: ConnectionPlatform,
  status: SyncStatus,
  run_id: Id.nullable(),
  started_at: Instant.nullable(),
  finished_at: Instant.nullable(),
  duration_seconds: z.number().nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  error_class: z.enum(["config", "transient", "system"]).nullable(),
  error_message: z.string().nullable(),
  warning: z.string().nullable(),
  last_success_at: Instant.nullable(),
  next_run_at: Instant.nullable(),
  freshness: z.enum(["ok", "stale", "missing"]),
  /** Schema changes that nobody has acknowledged yet. */
  new_schema_changes: z.number().int(),
});
export type ConnectionTelemetry = z.infer<typeof ConnectionTelemetry>;

export const telemetry = defineEndpoint({
  name: "telemetry",
  method: "get",
  path: "/api/airbyte/telemetry/",
  summary: "The latest sync of every connection",
  access: "connections.read",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).optional(),
    cursor: z.string().min(1).max(200).optional(),
  }),
  output: z.object({
    count: z.number().int(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(ConnectionTelemetry),
    sync_status: z.enum(["ok", "running", "stale", "failed", "missing"]),
  }),
});
