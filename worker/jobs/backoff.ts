/**
 * Exponential back-off, base 2, full jitter: any whole number of milliseconds from 0 to `firstMs`·2^(attempt−1), `capMs` at most.
 * `attempt` is the one that just failed, from 1.
 */
export function backoffMs(attempt: number, firstMs: number, capMs: number, random: () => number = Math.random): number {
  return Math.floor(random() * Math.min(capMs, firstMs * 2 ** (attempt - 1)));
}
