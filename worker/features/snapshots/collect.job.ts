import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import { defineJob, type JobContext } from "../../jobs/define-job.ts";
import { snapshotPrefix } from "./keys.ts";
import { keptFor } from "./retention.ts";

/** A runner whose run was given to another may be sending still. */
const abandonedGraceMs = 3_600_000;
/** Of one message; what is left is done by the next, an hour later. */
const mostAtOnce = 20;

/**
 * Lets go of the snapshots of a tenant that nobody keeps. First the ledger says that they are gone, so that no reader begins with one, then
 * their bytes are deleted, then the ledger notes that too: killed anywhere, the next message goes on.
 */
export const collectSnapshots = defineJob({
  name: "snapshots.collect",
  payload: z.object({ tenant_id: TenantId }),
  maxAttempts: 3,
  run: async ({ tenant_id: tenantId }, context) => {
    const { snapshots, profile } = context.openTenant(tenantId);
    const tenant = await profile.read();
    if (!tenant) return;
    const now = context.clock();
    const kept = keptFor(await snapshots.ages(), now, tenant.timeZone);
    const expiring = [...kept].filter(([, why]) => why === "expiring").map(([id]) => id);
    if (expiring.length > 0) await snapshots.expire(expiring);
    const gone = await snapshots.collectable(now - abandonedGraceMs, mostAtOnce);
    for (const id of gone) {
      await deleteAll(context, snapshotPrefix(tenantId, id));
      await snapshots.collected(id);
    }
    if (gone.length > 0) context.log.info("snapshots-collected", { count: gone.length });
  },
});

/** Lists what is there, since a shard may have been put that was never noted. */
async function deleteAll({ snapshots: kv }: JobContext, prefix: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await kv.list({ prefix, ...(cursor !== undefined && { cursor }) });
    await Promise.all(page.keys.map(({ name }) => kv.delete(name)));
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor !== undefined);
}
