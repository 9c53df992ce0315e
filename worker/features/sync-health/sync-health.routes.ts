import * as contract from "#contracts/sync-health.ts";
import { toInstant } from "../../clock.ts";
import { tenantRoute } from "../../http/route.ts";
import { airbyteHealth } from "./airbyte-health.routes.ts";
import { failuresOf, healthOf } from "./connection-health.ts";
import { targetFailureRate, weekMs } from "./targets.ts";

const syncHealth = tenantRoute(contract.syncHealth, async (c) => {
  const now = c.clock();
  const since = now - weekMs;
  const { connections, syncHistory } = c.tenant;
  const [known, ended, changes, waiting] = await Promise.all([
    connections.list(),
    syncHistory.endedSince(since),
    syncHistory.openSchemaChanges(),
    syncHistory.waitingGroups(now),
  ]);
  const byConnection = Map.groupBy(ended, ({ connectionId }) => connectionId);
  const syncsOf = (id: string) => byConnection.get(id) ?? [];
  const platforms = [...Map.groupBy(known, ({ platform }) => platform)].map(([platform, own]) => ({
    platform,
    failures: failuresOf(own.flatMap(({ id }) => syncsOf(id))),
  }));
  return {
    since: toInstant(since),
    target_failure_rate: targetFailureRate,
    all: failuresOf(ended),
    platforms,
    connections: known.map((each) => healthOf(each, syncsOf(each.id), changes.get(each.id) ?? 0)),
    waiting: waiting.map(({ platform, until, reason }) => ({
      platform,
      until: toInstant(until),
      reason: reason ?? "",
    })),
  };
});

export const routes = [syncHealth, airbyteHealth];
