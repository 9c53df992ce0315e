import { groupOf } from "../../db/platform-groups.ts";
import { SyncPayload } from "../../db/sync-messages.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { obtainJob } from "./obtain-job.ts";

/** Takes a queued sync run and gets it an Airbyte job, once its platform group has a place for it. */
export const syncStart = defineJob({
  name: "sync.start",
  payload: SyncPayload,
  maxAttempts: 5,
  run: async (payload, context) => {
    const { syncs } = context.openTenant(payload.tenant_id);
    const found = await syncs.fitting(payload, "queued");
    if (!found) return context.log.info("message-out-of-date");
    const { run, connection } = found;
    const bySchedule = run.trigger === "schedule" || run.trigger === "catch_up";
    if (bySchedule && connection.status === "paused") {
      await syncs.cancel(run, "the connection was paused before it began");
      return;
    }
    const group = groupOf(connection);
    const claimed = await syncs.claim(run, group);
    if (claimed) return obtainJob(context, { ...run, ...claimed, attempt: run.attempt + 1 }, connection);
    if (await syncs.wait(run, group)) context.log.info("sync-waits", { group: group.key });
    else context.log.info("message-out-of-date");
  },
});
