import { SyncPayload } from "../../db/sync-messages.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { obtainJob } from "./obtain-job.ts";

/** Takes a queued sync run and gets it an Airbyte job. */
export const syncStart = defineJob({
  name: "sync.start",
  payload: SyncPayload,
  maxAttempts: 5,
  run: async (payload, context) => {
    const { syncs } = context.openTenant(payload.tenant_id);
    const found = await syncs.fitting(payload, "queued");
    const claimed = found && (await syncs.claim(found.run));
    if (!found || !claimed) return context.log.info("message-out-of-date");
    await obtainJob(context, claimed, found.run.attempt + 1, found.connection);
  },
});
