import type { FactColumns } from "../../snapshots/columns.ts";
import type { ShownMeasure, Sums } from "./sums.ts";

interface Into {
  readonly offset: number;
  readonly sums: Readonly<Record<ShownMeasure, Sums>>;
  readonly rows: Int32Array;
  readonly provisional: Int32Array;
}

/**
 * What `countRows` and `addRows` do, where no sum can pass 2^53 and none needs looking after: in one pass, since each loop costs as much as
 * its reading of rows and groups. Without `rows`: `count` of them in a row, the first being `from`.
 */
export function addWithin(
  { offset, sums, rows: counts, provisional }: Into,
  rows: Int32Array | null,
  from: number,
  count: number,
  group: Int32Array,
  { settled, measures }: FactColumns,
): void {
  const { impressions, clicks, spend_micros: spend, conversions_micros: conversions, value_micros: value } = measures;
  const impressionSums = sums.impressions.low;
  const clickSums = sums.clicks.low;
  const spendSums = sums.spend_micros.low;
  const conversionSums = sums.conversions_micros.low;
  const valueSums = sums.value_micros.low;
  for (let k = 0; k < count; k++) {
    const row = rows === null ? from + k : rows[k]!;
    const slot = group[row]! - offset;
    counts[slot]!++;
    provisional[slot]! += 1 - settled[row]!;
    impressionSums[slot]! += impressions[row]!;
    clickSums[slot]! += clicks[row]!;
    spendSums[slot]! += spend[row]!;
    conversionSums[slot]! += conversions[row]!;
    valueSums[slot]! += value[row]!;
  }
}
