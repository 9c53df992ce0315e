import { errorFields } from "../log.ts";
import type { JobContext } from "./define-job.ts";
import { hourTick } from "./hour-tick.ts";
import { minuteTick } from "./minute-tick.ts";

export const hourCron = "0 * * * *";

/** Cron fires: `0 * * * *` starts the hour's syncs, anything else is the backstop. `scheduledTime` in milliseconds since 1970. */
export async function tick(
  { cron, scheduledTime }: { readonly cron: string; readonly scheduledTime: number },
  services: JobContext,
): Promise<void> {
  const context = { ...services, log: services.log.with({ cron }) };
  try {
    if (cron.trim().replaceAll(/[+\s]+/g, " ") === hourCron) await hourTick(context, scheduledTime);
    else await minuteTick(context);
  } catch (error) {
    context.log.error("tick-failed", errorFields(error));
    throw error;
  }
}
