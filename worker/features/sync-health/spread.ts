export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly latest: number;
}

/** Nearest-rank percentile of sorted values: one of them, never a value between two. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Of values in the order in which they came; null where there are none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return { median: rank(sorted, 0.5), p95: rank(sorted, 0.95), latest: values.at(-1)! };
}

export const medianOf = (values: readonly number[]): number | null => spreadOf(values)?.median ?? null;
