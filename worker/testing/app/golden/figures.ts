import type { Row } from "../duck.ts";

/** Sums of facts as SQL: counts, and millionths of money and conversions, as texts that lose nothing. */
export const sums = `
  coalesce(sum(spend_micros), 0)::varchar as spend, coalesce(sum(impressions), 0)::varchar as impressions,
  coalesce(sum(clicks), 0)::varchar as clicks, coalesce((sum(conversions) * 1000000)::hugeint, 0)::varchar as conversions,
  coalesce(sum(value_micros), 0)::varchar as value`;

const millionths: ReadonlySet<string> = new Set([
  "spend",
  "conversions",
  "conversionValue",
  "monthlyBudget",
  "spendToDate",
  "projectedSpend",
  "engagementSeconds",
  "revenue",
]);

/** Of integers, so that there is one nearest number for it. */
export const ratio = (dividend: number, divisor: number) => (divisor === 0 ? null : dividend / divisor);

/** What a row of `sums` comes to, in the terms of `told`. */
export function figures(row: Row) {
  const [spend, value, conversions] = [Number(row.spend), Number(row.value), Number(row.conversions)];
  const [impressions, clicks] = [Number(row.impressions), Number(row.clicks)];
  return {
    spend,
    impressions,
    clicks,
    conversions,
    conversionValue: value,
    roas: ratio(value, spend),
    ctr: ratio(clicks, impressions),
    cpc: ratio(spend, clicks * 1e6),
    cpm: ratio(spend, impressions * 1e3),
    cpa: ratio(spend, conversions),
  };
}

/** A row of an answer with money to the micro. */
export const told = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (millionths.has(name) && typeof value === "number") return [name, Math.round(value * 1e6)];
      return [name, value];
    }),
  );

/** The named values of a row. */
export const only = <T extends object, K extends keyof T>(row: T, ...names: readonly K[]): Pick<T, K> =>
  Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<T, K>;
