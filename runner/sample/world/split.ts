import type { AdDay } from "./delivery.ts";
import { type Draw, drawsOf } from "./random.ts";
import type { Parish } from "./regions.ts";
import type { Sums } from "./sums.ts";

/** The part of an ad's day that one parish saw; `parish` is null for people whose region the platform does not know. */
export type RegionDay = Readonly<Sums> & { readonly parish: Parish | null };

/**
 * Whole numbers that add up to exactly `total`, in proportion to the weights. `phase`, 0 to 1, decides where the remainders fall, so
 * that single conversions do not always fall into the same place.
 */
export function apportion(total: number, weights: readonly number[], phase: number): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  if (sum === 0) return weights.map(() => 0);
  let running = 0;
  let given = 0;
  return weights.map((weight, index) => {
    running += weight;
    const upTo = index === weights.length - 1 ? total : Math.min(total, Math.floor((total * running) / sum + phase));
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

/** `whole` in parts by these weights: impressions first, everything else in proportion to them. The parts add up to the whole. */
export function divide(whole: Readonly<Sums>, weights: readonly number[], draw: Draw): Sums[] {
  const impressions = apportion(whole.impressions, weights, draw());
  const clicks = apportion(whole.clicks, impressions, draw());
  const spendCents = apportion(whole.spendCents, impressions, draw());
  const purchases = apportion(whole.purchases, impressions, draw());
  const leads = apportion(whole.leads, impressions, draw());
  const valueCents = apportion(whole.valueCents, purchases, draw());
  return weights.map((_, index) => ({
    impressions: impressions[index]!,
    clicks: clicks[index]!,
    spendCents: spendCents[index]!,
    purchases: purchases[index]!,
    leads: leads[index]!,
    valueCents: valueCents[index]!,
  }));
}

/** An ad's day by region. The parts add up to the whole; regions without an impression have no row, as on the platforms. */
export function byRegion(day: AdDay): RegionDay[] {
  const { audience, unknownShare } = day.ad.adSet;
  const places = [...audience.map((entry) => entry.parish), null];
  const weights = [...audience.map((entry) => entry.weight), unknownShare];
  return divide(day, weights, drawsOf(day.ad.id, day.date, "regions"))
    .map((part, index) => ({ parish: places[index] ?? null, ...part }))
    .filter((row) => row.impressions > 0);
}
