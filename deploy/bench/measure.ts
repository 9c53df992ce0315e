/** One comparison: `ours` and `other_value` in the unit that `metric` names; `ratio` is ours / other. */
export interface BenchRow {
  readonly part: string;
  readonly case: string;
  readonly metric: string;
  readonly ours: number;
  readonly other: string;
  readonly other_value: number;
  readonly ratio: number;
}

export type Bench = () => Promise<BenchRow[]>;

/** Median of `times` measurements in milliseconds, after three that do not count. */
export async function medianMs(times: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let round = -3; round < times; round++) {
    const began = performance.now();
    await work();
    if (round >= 0) taken.push(performance.now() - began);
  }
  return median(taken);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
