import { platformFacts } from "#contracts/platform-facts.ts";
import type { Connection } from "../../db/connections.ts";
import { groupOf } from "../../db/platform-groups.ts";
import type { Run } from "../../db/run-history.ts";
import type { SyncFailure, SyncRef } from "../../db/sync-moves.ts";
import { backoffMs } from "../../jobs/backoff.ts";
import type { JobContext } from "../../jobs/define-job.ts";
import { deliver } from "../../jobs/deliver.ts";
import { admitWaiting } from "./admit-waiting.ts";
import { firstRetryMs, longestRetryMs, longestWaitMs, retries } from "./pace.ts";
import { limitedUntil } from "./rate-limit.ts";

export type TriedSync = SyncRef & Pick<Run, "attempt" | "createdAt" | "trigger">;

/** `retryAfter`: when the platform may be asked again, where Airbyte says it: seconds from now, or an instant. */
export interface TriedFailure extends SyncFailure {
  readonly retryAfter?: number | string | null;
}

/**
 * Another try after a while; none when a person has to change the configuration, nor after the last one. When the platform wants to be left
 * alone, its whole group waits until the time that it names, and the try does not count.
 */
export async function retryOrFail(
  context: JobContext,
  connection: Connection,
  run: TriedSync,
  failure: TriedFailure,
): Promise<void> {
  const { syncs } = context.openTenant(connection.tenantId);
  const { attempt } = run;
  const fields = { kind: failure.errorClass, reason: failure.message, attempt };
  const now = context.clock();
  const group = groupOf(connection);
  const otherwiseMs = platformFacts[connection.platform].pauseMinutes * 60_000;
  const until =
    failure.errorClass === "config"
      ? undefined
      : limitedUntil(failure.message, failure.retryAfter ?? null, now, otherwiseMs);
  if (until !== undefined && until - run.createdAt < longestWaitMs) {
    await context.system.platformGroups.pause(group, until, failure.message);
    if (!(await syncs.holdBack(run, group, failure))) return;
    context.log.warn("platform-limits", { ...fields, group: group.key, until: new Date(until).toISOString() });
    return;
  }
  if (failure.errorClass === "config" || attempt > retries) {
    if (await syncs.fail(run, failure)) context.log.error("sync-failed", fields);
  } else {
    const delayMs = backoffMs(attempt, firstRetryMs, longestRetryMs);
    const next = await syncs.retry(run, failure, delayMs);
    if (next) context.log.warn("sync-will-be-tried-again", { ...fields, delay_seconds: Math.ceil(delayMs / 1000) });
    await deliver(context, [next]);
  }
  await admitWaiting(context, group);
}
