import { setTimeout as sleep } from "node:timers/promises";

export interface RetryOptions {
  /** No further try begins once this much time has passed. */
  readonly forMs: number;
  readonly signal: AbortSignal;
  readonly isTransient: (error: unknown) => boolean;
  readonly firstMs?: number;
  readonly longestMs?: number;
}

/** Tries again while the error is transient, with exponential back-off and full jitter. Gives up at once when `signal` aborts. */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { forMs, signal, isTransient, firstMs = 200, longestMs = 10_000 } = options;
  const until = Date.now() + forMs;
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isTransient(error) || Date.now() >= until) throw error;
    }
    await pause(backOffMs(attempt, firstMs, longestMs), signal);
  }
}

/** Full jitter: anything between 0 and the exponential step. */
export const backOffMs = (attempt: number, firstMs: number, longestMs: number): number =>
  Math.random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30));

/** Ends early, with the signal's reason, when `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
