import type { IdleConnection } from "../db/due.ts";
import type { JobContext } from "./define-job.ts";
import { deliver } from "./deliver.ts";

/** Asks for a sync of each connection and sends what came of it. The number of new runs; fewer when others were faster. */
export async function requestSyncs(
  context: JobContext,
  idle: readonly IdleConnection[],
  reason: string,
): Promise<number> {
  let started = 0;
  for (const [tenantId, connections] of Map.groupBy(idle, (each) => each.tenantId)) {
    const ids = connections.map((each) => each.connectionId);
    const { runIds, messages } = await context.openTenant(tenantId).syncs.request(ids, "manual", reason);
    started += runIds.length;
    await deliver(context, messages);
  }
  return started;
}
