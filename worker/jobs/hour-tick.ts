import type { JobContext } from "./define-job.ts";
import { hourByZone } from "./hour-by-zone.ts";
import { requestSyncs } from "./request-syncs.ts";
import { tidyIdentity } from "./tidy-identity.ts";

const pageSize = 200;
/** What one tick starts at most is `pageSize` times this; the backstop starts the rest. */
const pages = 10;

const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * Starts a sync for every hourly connection that nothing syncs now and whose tenant works at this hour. A tick that was not fired on the
 * hour was fired by a person, who means now: then every hour is a working hour.
 */
export async function hourTick(context: JobContext, scheduledTime: number): Promise<void> {
  const { system, log } = context;
  const byHand = scheduledTime % hourMs >= minuteMs;
  const hours = hourByZone(await system.due.timeZones(), scheduledTime);
  let started = 0;
  for (let page = 0; page < pages; page += 1) {
    const due = await system.due.idleConnections(hours, byHand, pageSize);
    started += await requestSyncs(context, due, byHand ? "hour tick by hand" : "hour tick");
    if (due.length < pageSize) break;
  }
  await system.heartbeats.beat("cron:hour");
  log.info("hour-tick", { count: started });
  await tidyIdentity(context);
}
