import { errorFields } from "../log.ts";
import type { JobContext } from "./define-job.ts";
import { minuteTick } from "./minute-tick.ts";
import { syncAllNow } from "./sync-all-now.ts";
import { tidyIdentity } from "./tidy-identity.ts";

/** By hand alone: no trigger of wrangler.toml. */
export const hourCron = "0 * * * *";
export const choresCron = "17 * * * *";

/** Cron fires: `* * * * *` starts what is due and is the backstop, `17 * * * *` tidies up, and `0 * * * *`, fired by hand, syncs everything now. */
export async function tick({ cron }: { readonly cron: string }, services: JobContext): Promise<void> {
  const context = { ...services, log: services.log.with({ cron }) };
  const tidy = cron.trim().replaceAll(/[+\s]+/g, " ");
  try {
    if (tidy === hourCron) await syncAllNow(context);
    else if (tidy === choresCron) await tidyIdentity(context);
    else await minuteTick(context);
  } catch (error) {
    context.log.error("tick-failed", errorFields(error));
    throw error;
  }
}
