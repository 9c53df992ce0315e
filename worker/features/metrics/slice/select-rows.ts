import type { DayRange } from "./days.ts";

/** 1 for each row of a dimension that a filter lets through; `null` lets everything through. */
export type Mask = Uint8Array | null;

/** Row numbers of what is sorted by day: those within the range whose campaign and item pass. */
export function selectRows(
  { day, campaign }: { readonly day: Int32Array; readonly campaign: Int32Array },
  range: DayRange,
  campaigns: Mask,
  item: Int32Array,
  items: Mask,
): Int32Array {
  const from = firstAtLeast(day, range.from);
  const to = firstAtLeast(day, range.to + 1);
  const rows = new Int32Array(Math.max(0, to - from));
  return rows.subarray(0, keepRows(rows, from, to, campaign, campaigns, item, items));
}

/** The first index of a sorted column whose value is not below `wanted`. */
function firstAtLeast(sorted: Int32Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keepRows(
  rows: Int32Array,
  from: number,
  to: number,
  campaign: Int32Array,
  campaigns: Mask,
  item: Int32Array,
  items: Mask,
): number {
  let kept = 0;
  for (let row = from; row < to; row++) {
    if (campaigns !== null && campaigns[campaign[row]!] === 0) continue;
    if (items !== null && items[item[row]!] === 0) continue;
    rows[kept++] = row;
  }
  return kept;
}
