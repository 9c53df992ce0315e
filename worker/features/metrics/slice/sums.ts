import type { Measure } from "#contracts/snapshot.ts";

/** The measures that payloads show; spend in account currency is kept in snapshots for provenance only. */
export const shownMeasures = ["impressions", "clicks", "spend_micros", "conversions_micros", "value_micros"] as const;
export type ShownMeasure = (typeof shownMeasures)[number] & Measure;

const limit = 2 ** 53;
const million = 1_000_000n;

/**
 * Exact sums of integers by group. Each sum lives in a float64 as long as that is exact; what would pass 2^53 is carried into a bigint.
 */
export class Sums {
  readonly low: Float64Array;
  readonly #high = new Map<number, bigint>();

  constructor(groups: number) {
    this.low = new Float64Array(groups);
  }

  /** `value` is an integer within ±2^53. */
  add(group: number, value: number): void {
    const sum = this.low[group]! + value;
    if (sum < limit && sum > -limit) this.low[group] = sum;
    else this.carry(group, value);
  }

  carry(group: number, value: number): void {
    this.#high.set(group, this.exact(group) + BigInt(value));
    this.low[group] = 0;
  }

  /** Adds a group of other sums to one of these. */
  addGroup(group: number, other: Sums, from: number): void {
    this.add(group, other.low[from]!);
    const high = other.#high.get(from);
    if (high !== undefined) this.#high.set(group, (this.#high.get(group) ?? 0n) + high);
  }

  exact(group: number): bigint {
    return BigInt(this.low[group]!) + (this.#high.get(group) ?? 0n);
  }

  /** The sum of every group. */
  total(): Sums {
    const total = new Sums(1);
    for (let group = 0; group < this.low.length; group++) total.add(0, this.low[group]!);
    for (const high of this.#high.values()) total.#high.set(0, (total.#high.get(0) ?? 0n) + high);
    return total;
  }

  /** The nearest number. */
  count(group: number): number {
    return this.#high.has(group) ? Number(this.exact(group)) : this.low[group]!;
  }

  /** Millionths as units: the number nearest to the exact decimal. */
  units(group: number): number {
    return this.#high.has(group) ? Number(decimalOf(this.exact(group))) : this.low[group]! / 1_000_000;
  }

  /** Negative when group `a` comes before `b` in ascending order. */
  compare(a: number, b: number): number {
    if (this.#high.size === 0) return this.low[a]! - this.low[b]!;
    const [left, right] = [this.exact(a), this.exact(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
}

function decimalOf(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const text = `${size / million}.${(size % million).toString().padStart(6, "0")}`;
  return micros < 0n ? `-${text}` : text;
}

/**
 * The hot loop: adds each shown measure of `rows` to the sums of `group[row] - offset`. All five in one pass, written out: a call or a
 * lookup per row costs more than the addition, and a loop this size is not inlined into its caller, where it runs several times slower.
 */
export function addRows(
  sums: Readonly<Record<ShownMeasure, Sums>>,
  rows: Int32Array,
  group: Int32Array,
  offset: number,
  values: Readonly<Record<ShownMeasure, Float64Array>>,
): void {
  const { impressions, clicks, spend_micros: spend, conversions_micros: conversions, value_micros: value } = values;
  const impressionSums = sums.impressions.low;
  const clickSums = sums.clicks.low;
  const spendSums = sums.spend_micros.low;
  const conversionSums = sums.conversions_micros.low;
  const valueSums = sums.value_micros.low;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const slot = group[row]! - offset;

    const impressionSum = impressionSums[slot]! + impressions[row]!;
    if (impressionSum < limit && impressionSum > -limit) impressionSums[slot] = impressionSum;
    else sums.impressions.carry(slot, impressions[row]!);

    const clickSum = clickSums[slot]! + clicks[row]!;
    if (clickSum < limit && clickSum > -limit) clickSums[slot] = clickSum;
    else sums.clicks.carry(slot, clicks[row]!);

    const spendSum = spendSums[slot]! + spend[row]!;
    if (spendSum < limit && spendSum > -limit) spendSums[slot] = spendSum;
    else sums.spend_micros.carry(slot, spend[row]!);

    const conversionSum = conversionSums[slot]! + conversions[row]!;
    if (conversionSum < limit && conversionSum > -limit) conversionSums[slot] = conversionSum;
    else sums.conversions_micros.carry(slot, conversions[row]!);

    const valueSum = valueSums[slot]! + value[row]!;
    if (valueSum < limit && valueSum > -limit) valueSums[slot] = valueSum;
    else sums.value_micros.carry(slot, value[row]!);
  }
}
