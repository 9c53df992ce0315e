import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { ConnectionPlatform, Id, Instant } from "./fields.ts";

/** Of the syncs that ended within seven days; `rate` null where none did. The aim is below 0.01. */
const Failures = z.object({
  ended: z.number().int(),
  failed: z.number().int(),
  rate: z.number().nullable(),
});

const Spread = z.object({ median: z.number(), p95: z.number(), latest: z.number() }).nullable();

/** Durations in seconds; rows as the syncs landed them. */
export const ConnectionHealth = z.object({
  connection_id: Id,
  name: z.string(),
  platform: ConnectionPlatform,
  status: z.enum(["active", "paused", "attention"]),
  failures: Failures,
  failures_by_class: z.object({ config: z.number().int(), transient: z.number().int(), system: z.number().int() }),
  duration_seconds: Spread,
  rows: Spread,
  warnings: z.array(
    z.object({
      kind: z.enum(["empty", "volume_drop", "incomplete_streams", "counts_differ"]),
      message: z.string(),
      at: Instant,
      run_id: Id,
    }),
  ),
  schema_changes: z.number().int(),
  last_success_at: Instant.nullable(),
});
export type ConnectionHealth = z.infer<typeof ConnectionHealth>;

export const syncHealth = defineEndpoint({
  name: "syncHealth",
  method: "get",
  path: "/api/airbyte/sync-health/",
  summary: "How well syncs went in the last seven days, by platform and connection",
  access: "connections.read",
  output: z.object({
    since: Instant,
    target_failure_rate: z.number(),
    all: Failures,
    platforms: z.array(z.object({ platform: ConnectionPlatform, failures: Failures })),
    connections: z.array(ConnectionHealth),
    /** Platforms that asked to wait, for every tenant that shares the developer token. */
    waiting: z.array(z.object({ platform: ConnectionPlatform, until: Instant, reason: z.string() })),
  }),
});

const Part = z.object({ status: z.enum(["ok", "degraded", "failed"]), detail: z.string().nullable() });

/** Public: tells how the machinery is, never whose data it moves. */
export const airbyteHealth = defineEndpoint({
  name: "airbyteHealth",
  method: "get",
  path: "/api/health/airbyte/",
  summary: "Whether syncs can run and do",
  access: "public",
  also: { 503: "D1 cannot be read" },
  output: z.object({
    status: z.enum(["ok", "degraded", "failed"]),
    now: Instant,
    api: Part,
    queue: Part,
    scheduler: Part,
    failures: Failures,
    overdue_runs: z.number().int(),
    waiting_groups: z.number().int(),
  }),
});
