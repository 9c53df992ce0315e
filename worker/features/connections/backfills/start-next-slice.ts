import type { JobContext } from "../../../jobs/define-job.ts";
import { deliver } from "../../../jobs/deliver.ts";

/** Lets the connection's backfill go on, if one is under way and it is its turn. Whether it was. */
export async function startNextSlice(context: JobContext, tenantId: string, connectionId: string): Promise<boolean> {
  const message = await context.openTenant(tenantId).backfills.startNext(connectionId);
  await deliver(context, [message]);
  return message !== undefined;
}
