import type { BenchRow } from "./measure.ts";

/** Prints the comparisons side by side. */
export function printTable(rows: readonly BenchRow[]): void {
  console.table(
    rows.map(({ case: name, metric, ours, other, other_value, ratio }) => ({
      case: name,
      metric,
      ours: Number(ours.toPrecision(3)),
      [other]: Number(other_value.toPrecision(3)),
      ratio: Number(ratio.toPrecision(3)),
    })),
  );
}
