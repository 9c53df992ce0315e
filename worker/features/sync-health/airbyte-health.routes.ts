import { airbyteHealth as contract } from "#contracts/sync-health.ts";
import { toInstant } from "../../clock.ts";
import { reply } from "../../http/reply.ts";
import { type PublicContext, publicRoute } from "../../http/route.ts";
import { errorFields } from "../../log.ts";
import type { PartHealth } from "../health/airbyte-health.ts";
import { reporting } from "../health/parts.ts";
import { targetFailureRate, weekMs } from "./targets.ts";

/** The backstop carries on within two minutes what nobody else does; what waits longer, nothing moves. */
const lateMs = 5 * 60_000;
const cronSilenceSeconds = 150;

const ok: PartHealth = { status: "ok", detail: null };
const unknown: PartHealth = { status: "degraded", detail: "not known while the database cannot be read" };

export const airbyteHealth = publicRoute(contract, async (c) => {
  const now = c.clock();
  const [api, own] = await Promise.all([c.services.airbyteHealth(), ownParts(c, now)]);
  const parts = [api, own.queue, own.scheduler];
  const tooMany = (own.failures.rate ?? 0) > targetFailureRate;
  const well = parts.every(({ status }) => status === "ok") && own.overdue_runs === 0 && !tooMany;
  const status = own.readable ? (well ? "ok" : "degraded") : "failed";
  const { readable, ...told } = own;
  return reply({ status: readable ? 200 : 503, body: { status, now: toInstant(now), api, ...told } });
});

async function ownParts(c: PublicContext, now: number) {
  try {
    const [seen, cron] = await Promise.all([
      c.system.syncOverview.read({ now, since: now - weekMs, late: now - lateMs }),
      c.system.heartbeats.latest("cron:minute"),
    ]);
    const ended = seen.succeeded + seen.failed;
    return {
      readable: true,
      queue: queueHealth(seen.unsentMessages, seen.deadLetters),
      scheduler: reporting("Cron", cron, now, cronSilenceSeconds),
      failures: { ended, failed: seen.failed, rate: ended === 0 ? null : seen.failed / ended },
      overdue_runs: seen.overdueRuns,
      waiting_groups: seen.waitingGroups,
    };
  } catch (error) {
    c.log.error("database-unreadable", errorFields(error));
    const failures = { ended: 0, failed: 0, rate: null };
    return { readable: false, queue: unknown, scheduler: unknown, failures, overdue_runs: 0, waiting_groups: 0 };
  }
}

function queueHealth(unsent: number, dead: number): PartHealth {
  if (unsent > 0) return { status: "failed", detail: `${unsent} messages have waited to be sent for five minutes` };
  if (dead > 0) return { status: "degraded", detail: `${dead} messages of this week could not be handled` };
  return ok;
}
