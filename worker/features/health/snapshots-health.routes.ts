import { snapshotsHealth as contract } from "#contracts/health.ts";
import { toInstant } from "../../clock.ts";
import { reply } from "../../http/reply.ts";
import { type PublicContext, publicRoute } from "../../http/route.ts";
import { errorFields } from "../../log.ts";
import { countersOf } from "./snapshots-health.ts";

const windowMs = 24 * 60 * 60_000;

export const snapshotsHealth = publicRoute(contract, async (c) => {
  const now = c.clock();
  const since = now - windowMs;
  const known = await read(c, since);
  const { reason, runs, tenants } = countersOf(known?.ends ?? { succeeded: 0, failed: 0 }, known?.ages ?? [], now);
  const told = { now: toInstant(now), runs: { since: toInstant(since), ...runs }, tenants };
  if (!known)
    return reply({ status: 503, body: { status: "failed", reason: "The database cannot be read", ...told } as const });
  return reply({ status: 200, body: { status: reason === null ? "ok" : "degraded", reason, ...told } as const });
});

async function read(c: PublicContext, since: number) {
  try {
    const [ends, ages] = await Promise.all([c.system.tenants.transformEnds(since), c.system.tenants.snapshotAges()]);
    return { ends, ages };
  } catch (error) {
    c.log.error("database-unreadable", errorFields(error));
    return null;
  }
}
