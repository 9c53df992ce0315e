import type { SyncFailure, SyncRef } from "../../db/sync-moves.ts";
import { backoffMs } from "../../jobs/backoff.ts";
import type { JobContext } from "../../jobs/define-job.ts";
import { deliver } from "../../jobs/deliver.ts";
import { firstRetryMs, longestRetryMs, retries } from "./pace.ts";

/** Another try after a while; none when a person has to change the configuration, nor after the last one. */
export async function retryOrFail(
  context: JobContext,
  tenantId: string,
  run: SyncRef,
  attempt: number,
  failure: SyncFailure,
): Promise<void> {
  const { syncs } = context.openTenant(tenantId);
  const fields = { kind: failure.errorClass, reason: failure.message, attempt };
  if (failure.errorClass === "config" || attempt > retries) {
    if (await syncs.fail(run, failure)) context.log.error("sync-failed", fields);
    return;
  }
  const delayMs = backoffMs(attempt, firstRetryMs, longestRetryMs);
  const next = await syncs.retry(run, failure, delayMs);
  if (next) context.log.warn("sync-will-be-tried-again", { ...fields, delay_seconds: Math.ceil(delayMs / 1000) });
  await deliver(context, [next]);
}
