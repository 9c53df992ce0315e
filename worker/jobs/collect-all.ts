import { uuidv7 } from "uuidv7";
import { keptWholeMs } from "../features/snapshots/retention.ts";
import type { JobContext } from "./define-job.ts";
import { deliver } from "./deliver.ts";

const mostTenants = 5000;

/** Once an hour: a message for each tenant with snapshots that may go. What the queue does not take is found again an hour later. */
export async function collectAll(context: JobContext): Promise<void> {
  const now = context.clock();
  const tenants = await context.system.collectableTenants.list(now - keptWholeMs, mostTenants);
  const messages = tenants.map((tenantId) => ({
    id: uuidv7(),
    tenantId,
    job: "snapshots.collect",
    payload: { tenant_id: tenantId },
    sendAt: now,
  }));
  await deliver(context, messages);
}
