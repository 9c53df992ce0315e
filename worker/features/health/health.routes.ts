import * as contract from "#contracts/health.ts";
import { toInstant } from "../../clock.ts";
import { reply } from "../../http/reply.ts";
import { type PublicContext, publicRoute } from "../../http/route.ts";
import { errorFields } from "../../log.ts";
import type { PartHealth } from "./airbyte-health.ts";
import { reporting, snapshotHealth } from "./parts.ts";
import { snapshotsHealth } from "./snapshots-health.routes.ts";

const health = publicRoute(contract.health, async (c) => {
  const now = c.clock();
  const [airbyte, own] = await Promise.all([c.services.airbyteHealth(), ownParts(c, now)]);
  const parts = { ...own, airbyte };
  const all: PartHealth[] = Object.values(parts);
  const working = all.every((part) => part.status === "ok") ? "ok" : "degraded";
  const status = parts.database.status === "failed" ? "failed" : working;
  const body = { status, version: c.services.config.VERSION, now: toInstant(now), parts } as const;
  return reply({ status: status === "failed" ? 503 : 200, body });
});

export const routes = [health, snapshotsHealth];

/** The parts that D1 knows of. When it does not answer, nothing is known of the others. */
async function ownParts(c: PublicContext, now: number) {
  const { heartbeats, tenants } = c.system;
  try {
    await tenants.ping();
    const [runner, cron, ages] = await Promise.all([
      heartbeats.latest("runner:"),
      heartbeats.latest("cron:minute"),
      tenants.snapshotAges(),
    ]);
    return {
      database: { status: "ok", detail: null } satisfies PartHealth,
      runner: reporting("The runner", runner, now, 60),
      cron: reporting("Cron", cron, now, 150),
      snapshots: snapshotHealth(ages, now),
    };
  } catch (error) {
    c.log.error("database-unreadable", errorFields(error));
    const unknown: PartHealth = { status: "degraded", detail: "not known while the database cannot be read" };
    const database: PartHealth = { status: "failed", detail: "The database cannot be read" };
    return { database, runner: unknown, cron: unknown, snapshots: unknown };
  }
}
