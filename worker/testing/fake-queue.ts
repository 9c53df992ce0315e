import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { consume } from "../jobs/consumer.ts";
import type { Job, JobContext } from "../jobs/define-job.ts";

export interface Waiting {
  readonly id: string;
  readonly body: unknown;
  readonly at: number;
  readonly attempts: number;
}

/** The producer's side of a queue whose messages tests hand out when and as often as they like, by the real consumer. */
export class FakeQueue {
  readonly waiting: Waiting[] = [];
  /** While true nothing can be sent. */
  broken = false;
  readonly #clock: () => number;
  #sent = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  async send(body: unknown, options: { delaySeconds?: number } = {}): Promise<void> {
    await this.sendBatch([{ body, ...options }]);
  }

  async sendBatch(messages: Iterable<{ body: unknown; delaySeconds?: number }>): Promise<void> {
    if (this.broken) throw new Error("the queue does not answer");
    for (const { body, delaySeconds = 0 } of messages) {
      this.#sent += 1;
      this.waiting.push({ id: `message-${this.#sent}`, body, at: this.#clock() + delaySeconds * 1000, attempts: 1 });
    }
  }

  /** Takes the next message out, whatever its time. */
  take(): Waiting {
    const next = this.waiting.sort((a, b) => a.at - b.at).shift();
    if (!next) throw new Error("no message waits");
    return next;
  }

  /** Hands a message to the consumer; one that is to be tried again waits anew. */
  async give(message: Waiting, context: JobContext, registry?: readonly Job[]) {
    const { id, body, attempts } = message;
    const batch = createMessageBatch("adinsights-jobs", [{ id, body, attempts, timestamp: new Date(message.at) }]);
    const ctx = createExecutionContext();
    await consume(batch, context, registry);
    const result = await getQueueResult(batch, ctx);
    // The batch of tests does not tell the delay of a retry.
    if (result.retryMessages.length > 0) this.waiting.push({ ...message, attempts: attempts + 1, at: this.#clock() });
    return result;
  }
}
