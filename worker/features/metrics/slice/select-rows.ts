import { byCampaign, firstOfCampaign } from "./by-campaign.ts";
import type { DayRange } from "./days.ts";

/** 1 for each row of a dimension that a filter lets through; `null` lets everything through. */
export type Mask = Uint8Array | null;

/** A mask whose rows are few beside all of them is written out, too: then their own rows are looked up, and no others looked at. */
export interface Chosen {
  readonly mask: Mask;
  readonly few: readonly number[] | null;
}

/** Below this part of all campaigns, what is looked up is less than what would be passed over. */
const partOfFew = 4;

export function chosen(mask: Mask): Chosen {
  if (mask === null) return { mask, few: null };
  const rows: number[] = [];
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) rows.push(row);
  return { mask, few: rows.length * partOfFew <= mask.length ? rows : null };
}

/** Rows of a shard: those of `rows`, in no order, or without it `count` of them in a row, the first being `from`. */
export interface Selection {
  readonly rows: Int32Array | null;
  readonly from: number;
  readonly count: number;
}

/** Of what is sorted by day the rows within the range whose campaign and item pass. */
export function selectRows(
  { day, campaign }: { readonly day: Int32Array; readonly campaign: Int32Array },
  range: DayRange,
  { mask, few }: Chosen,
  item: Int32Array,
  items: Mask,
): Selection {
  const from = firstAtLeast(day, range.from);
  const to = firstAtLeast(day, range.to + 1);
  const most = Math.max(0, to - from);
  if (mask === null && items === null) return { rows: null, from, count: most };
  if (mask && few) return lookUpRows(from, to, campaign, mask.length, few, item, items);
  const rows = new Int32Array(most);
  return { rows, from, count: keepRows(rows, from, to, campaign, mask, item, items) };
}

/** The row numbers of a selection. */
export function rowsOf({ rows, from, count }: Selection): Int32Array {
  return rows ? rows.subarray(0, count) : Int32Array.from({ length: count }, (_, at) => from + at);
}

function lookUpRows(
  from: number,
  to: number,
  campaign: Int32Array,
  campaigns: number,
  few: readonly number[],
  item: Int32Array,
  items: Mask,
): Selection {
  const order = byCampaign(campaign, campaigns);
  const bounds = few.map(
    (one) => [firstOfCampaign(order, campaign, one), firstOfCampaign(order, campaign, one + 1)] as const,
  );
  const rows = new Int32Array(bounds.reduce((sum, [first, end]) => sum + end - first, 0));
  let count = 0;
  for (const [first, end] of bounds) {
    for (let at = first; at < end; at++) {
      const row = order[at]!;
      if (row < from || row >= to) continue;
      if (items !== null && items[item[row]!] === 0) continue;
      rows[count++] = row;
    }
  }
  return { rows, from, count };
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
