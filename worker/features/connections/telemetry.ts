import type { ConnectionTelemetry } from "#contracts/connection-telemetry.ts";
import { toInstant } from "../../clock.ts";
import type { Connection } from "../../db/connections.ts";
import type { TenantProfile } from "../../db/profile.ts";
import type { Run } from "../../db/run-history.ts";
import { freshnessOf } from "./freshness.ts";
import { nextRunAt } from "./schedule/next-run.ts";

export type SyncState = "ok" | "running" | "stale" | "failed" | "missing";

const statusOf: Readonly<Record<Run["status"], ConnectionTelemetry["status"]>> = {
  queued: "pending",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/** How a connection and its latest sync look from outside. */
export function telemetryOf(
  connection: Connection,
  run: Run | null,
  profile: TenantProfile,
  now: number,
  newSchemaChanges: number,
): ConnectionTelemetry {
  const started = run?.startedAt ?? null;
  const finished = run?.finishedAt ?? null;
  return {
    connection_id: connection.id,
    name: connection.name,
    platform: connection.platform,
    status: run ? statusOf[run.status] : "never",
    run_id: run?.id ?? null,
    started_at: toInstant(started),
    finished_at: toInstant(finished),
    duration_seconds: started === null || finished === null ? null : (finished - started) / 1000,
    rows: run?.rows ?? null,
    bytes: run?.bytes ?? null,
    error_class: run?.errorClass === "data" ? "system" : (run?.errorClass ?? null),
    error_message: run?.errorMessage ?? null,
    warning: run?.warning ?? null,
    last_success_at: toInstant(connection.lastSuccessAt),
    next_run_at: toInstant(nextRunAt(connection, profile, now)),
    freshness: freshnessOf(connection, profile, now),
    new_schema_changes: newSchemaChanges,
  };
}

/** All connections in one word: the worst that a person should know of, where a sync under way is better than a failed one. */
export function syncStateOf(rows: readonly ConnectionTelemetry[]): SyncState {
  if (rows.some((row) => row.status === "failed")) return "failed";
  if (rows.some((row) => row.status === "running" || row.status === "pending")) return "running";
  if (rows.length === 0 || rows.some((row) => row.freshness === "missing")) return "missing";
  return rows.some((row) => row.freshness === "stale") ? "stale" : "ok";
}
