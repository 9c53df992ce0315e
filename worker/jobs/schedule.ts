import { errorFields } from "../log.ts";
import { collectAll } from "./collect-all.ts";
import type { JobContext } from "./define-job.ts";
import { minuteTick } from "./minute-tick.ts";
import { syncAllNow } from "./sync-all-now.ts";
import { tidyIdentity } from "./tidy-identity.ts";

/** By hand alone: no trigger of wrangler.toml. */
export const hourCron = "0 * * * *";
export const choresCron = "17 * * * *";

/** What one of them throws keeps the other from nothing. */
async function chores(context: JobContext): Promise<void> {
  const done = await Promise.allSettled([tidyIdentity(context), collectAll(context)]);
  for (const result of done) if (result.status === "rejected") throw result.reason;
}

/** Cron fires: `* * * * *` starts what is due and is the backstop, `17 * * * *` tidies up, and `0 * * * *`, fired by hand, syncs everything now. */
export async function tick({ cron }: { readonly cron: string }, services: JobContext): Promise<void> {
  const context = { ...services, log: services.log.with({ cron }) };
  const tidy = cron.trim().replaceAll(/[+\s]+/g, " ");
  try {
    if (tidy === hourCron) await syncAllNow(context);
    else if (tidy === choresCron) await chores(context);
    else await minuteTick(context);
  } catch (error) {
    context.log.error("tick-failed", errorFields(error));
    throw error;
  }
}
