import type { JobContext } from "./define-job.ts";
import { requestSyncs } from "./request-syncs.ts";

const pageSize = 200;
/** What one call starts at most is `pageSize` times this. */
const pages = 10;

/** By hand, `npm run tick -- hour`: everything that syncs by itself and that nothing syncs now is synced at once, whatever its schedule says. */
export async function syncAllNow(context: JobContext): Promise<void> {
  let started = 0;
  for (let page = 0; page < pages; page += 1) {
    const idle = await context.system.due.idleConnections(pageSize);
    started += await requestSyncs(context, idle, "all at once, by hand");
    if (idle.length < pageSize) break;
  }
  context.log.info("sync-all-now", { count: started });
}
