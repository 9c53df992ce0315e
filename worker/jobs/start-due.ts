import type { DueConnection, DuePlan } from "../db/due-syncs.ts";
import { scheduleOf } from "../db/schedule-columns.ts";
import { nextDue, workingTimeOf } from "../features/connections/schedule/next-due.ts";
import { isWorkingTime } from "../features/metrics/staleness.ts";
import { errorFields } from "../log.ts";
import type { JobContext } from "./define-job.ts";
import { deliver } from "./deliver.ts";

const pageSize = 200;
/** What one tick looks at most is `pageSize` times this; the next one takes the rest. */
const pages = 10;
/** The queue holds what is due before the next tick back until its second has come. */
const aheadMs = 60_000;
const hourMs = 3_600_000;

/** Starts what its schedules say, and works out when they say it next. The number of new runs. */
export async function startDue(context: JobContext): Promise<number> {
  const now = context.clock();
  let started = 0;
  for (let page = 0; page < pages; page += 1) {
    const due = await context.system.dueSyncs.list(now + aheadMs - 1, pageSize);
    const messages = await context.system.dueSyncs.carryOut(due.map((each) => planOf(context, each, now)));
    await deliver(context, messages);
    started += messages.length;
    if (due.length < pageSize) break;
  }
  return started;
}

function planOf(context: JobContext, { connection, tenant }: DueConnection, now: number): DuePlan {
  const nextDueAt = connection.nextDueAt ?? now;
  const plan = { tenantId: tenant.id, connectionId: connection.id, nextDueAt };
  try {
    return { ...plan, ...decided(connection, tenant, nextDueAt, now) };
  } catch (error) {
    // One schedule that cannot be read must not hold up all others.
    context.log.error("schedule-unreadable", {
      tenant_id: tenant.id,
      connection_id: connection.id,
      ...errorFields(error),
    });
    return { ...plan, next: now + hourMs, start: null };
  }
}

function decided(
  connection: DueConnection["connection"],
  tenant: DueConnection["tenant"],
  nextDueAt: number,
  now: number,
): Pick<DuePlan, "next" | "start"> {
  const schedule = scheduleOf(connection);
  const after = (at: number) => nextDue(schedule, tenant, connection.id, at);
  const slot = nextDueAt < 0 ? after(-nextDueAt) : nextDueAt;
  if (slot === null || slot >= now + aheadMs) return { next: slot, start: null };
  const at = Math.max(slot, now);
  const next = after(at);
  // Found out late, as after a night of downtime: what is meant for working hours waits for them.
  const closed = schedule.kind !== "manual" && schedule.working_hours && !isWorkingTime(at, workingTimeOf(tenant));
  if (closed) return { next, start: null };
  const following = after(slot);
  const missed = following !== null && following <= now;
  return {
    next,
    start: missed
      ? {
          at,
          trigger: "catch_up",
          reason: `its schedule, last at ${new Date(slot).toISOString()}; one sync for all slots missed`,
        }
      : { at, trigger: "schedule", reason: "its schedule" },
  };
}
