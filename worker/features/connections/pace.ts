/** Pauses between the looks at a running job: about a quarter of the time that went by, so short syncs are seen to end soon. */
const checkSeconds = [1, 1, 2, 3, 5, 8, 8, 8, 8, 13, 13, 21];

export const slowestCheckMs = 30_000;

/** How long to wait before the next look, when `checks` went before. */
export function checkDelayMs(checks: number): number {
  const seconds = checkSeconds[checks];
  return seconds === undefined ? slowestCheckMs : seconds * 1000;
}

/** From the start of a try to being given up. */
export const longestSyncMs = 6 * 3_600_000;

/** From being asked for to the last moment until which a run waits for a platform that limits us. */
export const longestWaitMs = 24 * 3_600_000;

/** After the first try. */
export const retries = 5;
export const firstRetryMs = 8_000;
export const longestRetryMs = 120_000;
