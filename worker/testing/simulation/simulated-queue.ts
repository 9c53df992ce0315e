import { createMessageBatch } from "cloudflare:test";
import { consume } from "../../jobs/consumer.ts";
import type { JobContext } from "../../jobs/define-job.ts";

interface Waiting {
  readonly id: string;
  readonly body: { readonly job: string; readonly payload: { readonly run_id: string } };
  readonly at: number;
}

const perBatch = 50;

/** A queue on the simulation's clock, in order of time; the real consumer takes what is due, a batch at a time. */
export function simulatedQueue(clock: () => number) {
  const slots = new Map<number, Waiting[]>();
  const firstHanded = new Map<string, number>();
  let sent = 0;
  const second = (at: number) => Math.ceil(at / 1000) * 1000;

  return {
    firstHanded,
    get nextAt(): number | undefined {
      let least: number | undefined;
      for (const at of slots.keys()) if (least === undefined || at < least) least = at;
      return least;
    },
    binding: {
      async sendBatch(messages: Iterable<{ body: unknown; delaySeconds?: number }>): Promise<void> {
        for (const { body, delaySeconds = 0 } of messages) {
          sent += 1;
          const at = second(clock() + delaySeconds * 1000);
          const waiting = { id: String(sent), body: body as Waiting["body"], at };
          slots.set(at, [...(slots.get(at) ?? []), waiting]);
        }
      },
    },
    /** Hands out what its second has come for. */
    async handOut(at: number, context: JobContext): Promise<void> {
      const due = slots.get(at) ?? [];
      slots.delete(at);
      for (let from = 0; from < due.length; from += perBatch) {
        const chunk = due.slice(from, from + perBatch);
        for (const { body } of chunk)
          if (body.job === "sync.start" && !firstHanded.has(body.payload.run_id))
            firstHanded.set(body.payload.run_id, clock());
        const messages = chunk.map(({ id, body }) => ({ id, body, attempts: 1, timestamp: new Date(at) }));
        await consume(createMessageBatch("adinsights-jobs", messages), context);
      }
    },
  };
}
