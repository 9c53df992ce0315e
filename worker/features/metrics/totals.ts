import type { Totals } from "#contracts/metrics.ts";
import type { ShownMeasure, Sums } from "./slice/sums.ts";

type MeasureSums = Readonly<Record<ShownMeasure, Sums>>;

/** A ratio of sums; `null` when there is nothing to divide by. */
export const ratio = (dividend: number, divisor: number): number | null => (divisor === 0 ? null : dividend / divisor);

/** One group's sums in the units of payloads: money in the tenant's currency, ratios as fractions (a CTR of 1 % is 0.01). */
export function figures(sums: MeasureSums, group: number) {
  const spend = sums.spend_micros.units(group);
  const impressions = sums.impressions.count(group);
  const clicks = sums.clicks.count(group);
  const conversions = sums.conversions_micros.units(group);
  const conversionValue = sums.value_micros.units(group);
  return {
    spend,
    impressions,
    clicks,
    conversions,
    conversionValue,
    roas: ratio(conversionValue, spend),
    ctr: ratio(clicks, impressions),
    cpc: ratio(spend, clicks),
    cpm: ratio(spend * 1000, impressions),
    cpa: ratio(spend, conversions),
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
