import type { Totals } from "#contracts/metrics.ts";
import type { ShownMeasure, Sums } from "./slice/sums.ts";

type MeasureSums = Readonly<Record<ShownMeasure, Sums>>;

/** A ratio of sums; `null` when there is nothing to divide by. */
export const ratio = (dividend: number, divisor: number): number | null => (divisor === 0 ? null : dividend / divisor);

/**
 * One group's sums in the units of payloads: money in the tenant's currency, ratios as fractions (a CTR of 1 % is 0.01). Ratios are taken
 * from the millionths, which are exact where units are rounded.
 */
export function figures(sums: MeasureSums, group: number) {
  const impressions = sums.impressions.count(group);
  const clicks = sums.clicks.count(group);
  const spendMicros = sums.spend_micros.count(group);
  return {
    spend: sums.spend_micros.units(group),
    impressions,
    clicks,
    conversions: sums.conversions_micros.units(group),
    conversionValue: sums.value_micros.units(group),
    roas: ratio(sums.value_micros.count(group), spendMicros),
    ctr: ratio(clicks, impressions),
    cpc: ratio(spendMicros, clicks * 1_000_000),
    cpm: ratio(spendMicros, impressions * 1_000),
    cpa: ratio(spendMicros, sums.conversions_micros.count(group)),
  };
}

export function totals(sums: MeasureSums, currency: string): Totals {
  const total = figures(sums, 0);
  return {
    currency,
    totalSpend: total.spend,
    totalImpressions: total.impressions,
    totalClicks: total.clicks,
    totalConversions: total.conversions,
    totalConversionValue: total.conversionValue,
    averageRoas: total.roas,
    ctr: total.ctr,
    cpc: total.cpc,
    cpm: total.cpm,
    cpa: total.cpa,
  };
}
