import { z } from "zod";
import { StreamResult, type SyncRun } from "#contracts/connection-runs.ts";
import { toInstant } from "../../../clock.ts";
import type { Run, RunStep } from "../../../db/run-history.ts";

const Streams = z.array(StreamResult).catch([]);

export const statusOf: Readonly<Record<Run["status"], SyncRun["status"]>> = {
  queued: "pending",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/** A sync as people see it. */
export function runView(run: Run, steps: readonly RunStep[]): SyncRun {
  const { startedAt, finishedAt } = run;
  return {
    id: run.id,
    connection_id: run.connectionId ?? "",
    trigger: run.trigger,
    status: statusOf[run.status],
    attempt: run.attempt,
    range: run.rangeFrom === null || run.rangeTo === null ? null : { from: run.rangeFrom, to: run.rangeTo },
    backfill_id: run.backfillId,
    created_at: toInstant(run.createdAt),
    started_at: toInstant(startedAt),
    finished_at: toInstant(finishedAt),
    duration_seconds: startedAt === null || finishedAt === null ? null : (finishedAt - startedAt) / 1000,
    rows: run.rows,
    bytes: run.bytes,
    peak_memory_bytes: run.peakMemory,
    peak_disk_bytes: run.peakDisk,
    streams: Streams.parse(JSON.parse(run.streams ?? "[]")),
    warning: run.warning,
    warning_kind: run.warningKind,
    error_class: run.errorClass === "data" ? "system" : run.errorClass,
    error_message: run.errorMessage,
    steps: steps.map(({ name, detail, at }) => ({ name, detail, at: toInstant(at) })),
  };
}
