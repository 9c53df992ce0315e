export const weekMs = 7 * 24 * 3_600_000;

/** Of the syncs of a week, the share that may fail. */
export const targetFailureRate = 0.01;
