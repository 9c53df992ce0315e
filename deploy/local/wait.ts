import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is not null. Throws, naming `what`, when `timeoutMs` have passed. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | null>,
  everyMs = 250,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await sleep(everyMs);
  }
  throw new Error(`${what}: not within ${Math.round(timeoutMs / 1000)} s; the logs folder of the state says why.`);
}

export const answers = (url: string) => async (): Promise<true | null> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
  await response.arrayBuffer();
  return response.ok ? true : null;
};
