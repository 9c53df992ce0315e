import type { OutboxMessage } from "../db/outbox.ts";
import type { SystemStore } from "../db/system-store.ts";
import { errorFields, type Log } from "../log.ts";
import type { Services } from "../services.ts";

export interface Sender extends Pick<Services, "jobs" | "clock"> {
  readonly system: Pick<SystemStore, "outbox">;
  readonly log: Log;
}

/** What the queue takes at once, in messages; and as a delay, in seconds. */
const perSend = 100;
const longestDelay = 43_200;

/**
 * Hands outbox messages to the queue and forgets them. Never throws: what cannot be sent stays in the outbox, and Cron sends it. A message
 * that was sent but not forgotten comes twice, which jobs bear.
 */
export async function deliver(
  { jobs, clock, system, log }: Sender,
  messages: readonly (OutboxMessage | undefined)[],
): Promise<void> {
  const due = messages.filter((message) => message !== undefined);
  for (let from = 0; from < due.length; from += perSend) {
    const chunk = due.slice(from, from + perSend);
    try {
      await jobs.sendBatch(
        chunk.map(({ id, job, payload, sendAt }) => ({
          body: { id, job, payload },
          delaySeconds: Math.min(longestDelay, Math.max(0, Math.ceil((sendAt - clock()) / 1000))),
        })),
      );
      await system.outbox.sent(chunk.map(({ id }) => id));
    } catch (error) {
      log.warn("outbox-left", { count: chunk.length, ...errorFields(error) });
    }
  }
}
