import type { Connection } from "../../db/connections.ts";
import { groupOf } from "../../db/platform-groups.ts";
import type { Run } from "../../db/run-history.ts";
import { type SyncPayload, SyncPayload as SyncPayloadShape } from "../../db/sync-messages.ts";
import type { SyncPeaks, SyncRef } from "../../db/sync-moves.ts";
import { defineJob, type JobContext } from "../../jobs/define-job.ts";
import { deliver } from "../../jobs/deliver.ts";
import { admitWaiting } from "./admit-waiting.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import type { Job, JobDetail } from "./airbyte/shapes.ts";
import { startNextSlice } from "./backfills/start-next-slice.ts";
import { obtainJob } from "./obtain-job.ts";
import { checkDelayMs, longestSyncMs, slowestCheckMs } from "./pace.ts";
import { retryOrFail } from "./retry-or-fail.ts";
import { noteChanges } from "./schema/note-changes.ts";
import { countsWarning, emptyReportWarning } from "./stream-warning.ts";
import { comparedSyncs, volumeWarning } from "./volume-warning.ts";

type RunningSync = Run & SyncRef;

/** Looks how the Airbyte job of a running sync stands, and either ends the run or plans the next look. */
export const syncCheck = defineJob({
  name: "sync.check",
  payload: SyncPayloadShape,
  maxAttempts: 5,
  run: async (payload, context) => {
    const { syncs } = context.openTenant(payload.tenant_id);
    const found = await syncs.fitting(payload, "running");
    if (!found) return context.log.info("message-out-of-date");
    const { run, connection } = found;
    if (context.clock() - (run.startedAt ?? run.createdAt) > longestSyncMs) return giveUp(context, run);
    if (run.airbyteJobId === null) return obtainJob(context, run, connection);
    const job = await look(context, run, connection, run.airbyteJobId, payload);
    if (!job) return;
    await conclude(context, run, connection, job, payload);
    if (hasEnded(job)) await noteChanges(context, connection, { runId: run.id, first: true });
  },
});

/** The job as Airbyte tells it; undefined when it told nothing and that was dealt with. */
async function look(
  context: JobContext,
  run: RunningSync,
  connection: Connection,
  jobId: string,
  payload: SyncPayload,
): Promise<Job | undefined> {
  try {
    return await context.airbyte.job(jobId);
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    if (error.kind === "missing") {
      await retryOrFail(context, connection, run, {
        errorClass: "system",
        message: `Airbyte does not know job ${jobId} any more`,
      });
      return undefined;
    }
    context.log.warn("airbyte-check-failed", { airbyte_job_id: jobId, error: error.message });
    const { syncs } = context.openTenant(run.tenantId);
    await deliver(context, [await syncs.lookAgain(run, payload.checks, slowestCheckMs)]);
    return undefined;
  }
}

async function conclude(context: JobContext, run: RunningSync, connection: Connection, job: Job, payload: SyncPayload) {
  const { syncs, syncHistory } = context.openTenant(run.tenantId);
  const log = context.log.with({ connection_id: connection.id, airbyte_job_id: job.jobId });
  if (job.status === "succeeded") {
    const detail = await detailOf(context, run, connection, job);
    const { streams } = detail;
    const isBackfill = run.trigger === "backfill";
    // The size of a backfill says nothing of the usual, nor the usual of it.
    const compared = isBackfill ? 0 : comparedSyncs;
    const history = await syncHistory.rowsOfNewest(connection.id, compared);
    const warning =
      volumeWarning(job.rowsSynced, isBackfill ? null : connection.lastRows, history) ??
      emptyReportWarning(streams, await syncHistory.newestStreams(connection.id, compared)) ??
      countsWarning(streams, job.rowsSynced);
    const done = await syncs.succeed(run, {
      rows: job.rowsSynced,
      bytes: job.bytesSynced,
      warning,
      streams,
      peaks: peaksOf(detail),
    });
    if (done) await admitWaiting(context, groupOf(connection));
    if (done && isBackfill) await startNextSlice(context, run.tenantId, connection.id);
    if (done) log.info("sync-succeeded", { rows: job.rowsSynced, bytes: job.bytesSynced, reason: warning?.message });
    return;
  }
  if (job.status === "cancelled") {
    if (!(await syncs.cancel(run, "cancelled at Airbyte"))) return;
    log.info("sync-cancelled");
    await admitWaiting(context, groupOf(connection));
    return;
  }
  if (job.status === "failed") {
    const detail = await detailOf(context, run, connection, job);
    const { error_class, error_message, retry_after, streams } = detail;
    return retryOrFail({ ...context, log }, connection, run, {
      errorClass: error_class ?? "transient",
      retryAfter: retry_after,
      streams,
      peaks: peaksOf(detail),
      message: error_message ?? `Airbyte's job ${job.jobId} failed; Airbyte's own page of the job says why`,
    });
  }
  await deliver(context, [await syncs.lookAgain(run, payload.checks + 1, checkDelayMs(payload.checks + 1))]);
}

const hasEnded = ({ status }: Job) => status === "succeeded" || status === "failed" || status === "cancelled";

/** What Airbyte tells of a job that ended; the schema changes among it are kept before the run moves on. */
async function detailOf(context: JobContext, run: RunningSync, connection: Connection, { jobId }: Job) {
  const detail = await context.airbyte.detailOf(jobId);
  const { connections } = context.openTenant(run.tenantId);
  await connections.noteSchemaChanges({ id: connection.id, runId: run.id, jobId }, detail.schema_changes);
  return detail;
}

const peaksOf = ({ peak_memory_bytes, peak_disk_bytes }: JobDetail): SyncPeaks => ({
  memory: peak_memory_bytes,
  disk: peak_disk_bytes,
});

async function giveUp(context: JobContext, run: RunningSync): Promise<void> {
  const message = `not finished after ${longestSyncMs / 3_600_000} hours`;
  if (!(await context.openTenant(run.tenantId).syncs.fail(run, { errorClass: "system", message }))) return;
  context.log.error("sync-failed", { kind: "system", reason: message });
  if (run.airbyteJobId === null) return;
  try {
    await context.airbyte.cancel(run.airbyteJobId);
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    context.log.warn("airbyte-cancel-failed", { airbyte_job_id: run.airbyteJobId, error: error.message });
  }
}
