import type { Connection } from "../../db/connections.ts";
import type { SyncFailure } from "../../db/sync-moves.ts";
import type { JobContext } from "../../jobs/define-job.ts";
import { deliver } from "../../jobs/deliver.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import type { DayRange } from "./airbyte/backfills.ts";
import { checkDelayMs } from "./pace.ts";
import { postOrJoin } from "./post-or-join.ts";
import { retryOrFail, type TriedSync } from "./retry-or-fail.ts";

type ObtainingSync = TriedSync & { readonly rangeFrom: string | null; readonly rangeTo: string | null };

/** Starts a job for a claimed run, or joins the one that Airbyte runs already, and notes its id. */
export async function obtainJob(context: JobContext, run: ObtainingSync, connection: Connection): Promise<void> {
  const log = context.log.with({ connection_id: connection.id, platform: connection.platform });
  try {
    const { job, how } = await postOrJoin(context.airbyte, connection.airbyteConnectionId, rangeOf(run));
    const { syncs } = context.openTenant(connection.tenantId);
    const check = await syncs.attach(run, job.jobId, how, checkDelayMs(0));
    if (!check) return await dropOrphan({ ...context, log }, connection.tenantId, run.id, job.jobId);
    log.info("sync-started", { airbyte_job_id: job.jobId, reason: how });
    await deliver(context, [check]);
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    await retryOrFail({ ...context, log }, connection, run, failureOf(error));
  }
}

/** The run was cancelled while its job was posted: nobody waits for the job. Any other run that moved on has found it too. */
async function dropOrphan(context: JobContext, tenantId: string, runId: string, jobId: string): Promise<void> {
  const run = await context.openTenant(tenantId).runs.find(runId);
  if (run?.status !== "cancelled") return;
  context.log.warn("airbyte-job-orphaned", { airbyte_job_id: jobId });
  await context.airbyte.cancel(jobId);
}

const rangeOf = ({ rangeFrom: from, rangeTo: to }: ObtainingSync): DayRange | null =>
  from === null || to === null ? null : { from, to };

const classOf: Readonly<Record<AirbyteError["kind"], SyncFailure["errorClass"]>> = {
  conflict: "transient",
  unreachable: "transient",
  unauthorized: "system",
  missing: "config",
  refused: "config",
};

const failureOf = (error: AirbyteError): SyncFailure => ({ errorClass: classOf[error.kind], message: error.message });
