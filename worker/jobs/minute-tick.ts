import { admitAllWaiting } from "../features/connections/admit-waiting.ts";
import { startNextSlice } from "../features/connections/backfills/start-next-slice.ts";
import { errorFields } from "../log.ts";
import { backoffMs } from "./backoff.ts";
import type { JobContext } from "./define-job.ts";
import { deliver } from "./deliver.ts";
import { requestRefreshes } from "./request-refreshes.ts";
import { startDue } from "./start-due.ts";

const pageSize = 200;
/** The one that wrote a message sends it at once; only after this long it is taken for left over. */
const outboxGraceMs = 30_000;
/** Syncs further back are not asked about: newer ones take their data along. */
const reconcileMs = 48 * 3_600_000;

/**
 * Starts what is due, and is the backstop: whatever was begun and is carried on by nobody, it carries on. Its parts do not depend on each
 * other, so one that fails does not keep the rest from being done.
 */
export async function minuteTick(context: JobContext): Promise<void> {
  await context.system.heartbeats.beat("cron:minute");
  const parts = {
    startDue,
    startSlices,
    admitAllWaiting,
    sendLeftovers,
    reviveSyncs,
    releaseExpired,
    requestTransforms,
    requestRefreshes,
  };
  const failures: unknown[] = [];
  for (const [name, part] of Object.entries(parts)) {
    try {
      const count = await part(context);
      if (count > 0) context.log.info("backstop", { step: name, count });
    } catch (error) {
      failures.push(error);
      context.log.error("backstop-failed", { step: name, ...errorFields(error) });
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** After what is due by schedule: that goes before the next slice of a backfill. */
async function startSlices(context: JobContext): Promise<number> {
  const idle = await context.system.due.idleBackfills(context.clock(), pageSize);
  let started = 0;
  for (const { tenantId, connectionId } of idle)
    started += Number(await startNextSlice(context, tenantId, connectionId));
  return started;
}

async function sendLeftovers(context: JobContext): Promise<number> {
  const left = await context.system.outbox.overdue(context.clock() - outboxGraceMs, pageSize);
  await deliver(context, left);
  return left.length;
}

async function reviveSyncs(context: JobContext): Promise<number> {
  const overdue = await context.system.due.overdueSyncs(context.clock(), pageSize);
  for (const run of overdue) await deliver(context, [await context.openTenant(run.tenantId).syncs.revive(run)]);
  return overdue.length;
}

async function releaseExpired(context: JobContext): Promise<number> {
  const now = context.clock();
  const expired = await context.system.due.expiredLeases(now, pageSize);
  for (const { tenantId, runId, token, runnerId, attempt } of expired) {
    const reason = `runner ${runnerId} was not heard of for 30 seconds`;
    const delayMs = attempt > 1 ? backoffMs(attempt, 1_000, 60_000) : 0;
    const given = await context
      .openTenant(tenantId)
      .transforms.giveBack({ runId, token }, { errorClass: "system", reason, delayMs, expiredBy: now });
    if (given) context.log.warn("lease-expired", { tenant_id: tenantId, run_id: runId, status: given.status, attempt });
  }
  return expired.length;
}

async function requestTransforms(context: JobContext): Promise<number> {
  const tenants = await context.system.due.untransformedTenants(context.clock() - reconcileMs, pageSize);
  for (const tenantId of tenants) await context.openTenant(tenantId).transforms.request();
  return tenants.length;
}
