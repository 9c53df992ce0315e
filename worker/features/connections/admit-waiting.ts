import type { Group } from "../../db/platform-groups.ts";
import type { JobContext } from "../../jobs/define-job.ts";
import { deliver } from "../../jobs/deliver.ts";

/** Lets syncs go that wait for a place in their platform's group, as many as there are places. How many. */
export async function admitWaiting(context: JobContext, group: Group): Promise<number> {
  const admitted = await context.system.platformGroups.admissible(group);
  for (const { tenantId, ...run } of admitted)
    await deliver(context, [await context.openTenant(tenantId).syncs.admit(run)]);
  return admitted.length;
}

/** The same for every group in which syncs wait. */
export async function admitAllWaiting(context: JobContext): Promise<number> {
  let count = 0;
  for (const group of await context.system.platformGroups.waiting()) count += await admitWaiting(context, group);
  return count;
}
