import type { AdDay } from "./delivery.ts";

/** The numbers a report adds up, money in hundredths of the account's currency. */
export type Sums = { -readonly [K in keyof Omit<AdDay, "ad" | "date">]: AdDay[K] };

export const noSums = (): Sums => ({ impressions: 0, clicks: 0, spendCents: 0, purchases: 0, leads: 0, valueCents: 0 });

export function add(sums: Sums, part: Readonly<Sums>): void {
  sums.impressions += part.impressions;
  sums.clicks += part.clicks;
  sums.spendCents += part.spendCents;
  sums.purchases += part.purchases;
  sums.leads += part.leads;
  sums.valueCents += part.valueCents;
}

/** Hundredths as a decimal with two places. */
export const money = (cents: number): string => (cents / 100).toFixed(2);

/** A ratio with six places, `0` when there is nothing to divide by. */
export const ratio = (dividend: number, divisor: number): string =>
  divisor === 0 ? "0" : (dividend / divisor).toFixed(6);
