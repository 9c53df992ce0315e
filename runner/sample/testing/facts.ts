import { parishOfGeoTarget } from "../google-ads/places.ts";
import { geoIdOf } from "../linkedin/geo.ts";
import { placeOf } from "../microsoft-ads/places.ts";
import { parishes } from "../world/regions.ts";
import type { SamplePlatform } from "../world/tenants.ts";

/** What a row of a platform says, in the words of `/truth`; money in micros. */
export interface Facts {
  impressions: number;
  clicks: number;
  spend_micros: number;
  conversions: number;
  conversion_value_micros: number;
}

const COUNTED = new Set(["offsite_conversion.fb_pixel_purchase", "offsite_conversion.fb_pixel_lead"]);

/** Exact: platforms write two decimals, and the connectors make floating point numbers of them. */
const micros = (amount: string | number): number => (Math.round(Number(amount) * 100) || 0) * 10_000;

interface Action {
  action_type: string;
  value: string | number;
}

export function metaFacts(row: Record<string, unknown>): Facts {
  const total = (actions: unknown, of: (action: Action) => boolean): number =>
    ((actions ?? []) as Action[]).filter(of).reduce((sum, action) => sum + Math.round(Number(action.value) * 100), 0);
  return {
    impressions: Number(row.impressions),
    clicks: Number(row.clicks),
    spend_micros: micros(row.spend as string),
    conversions: total(row.actions, (action) => COUNTED.has(action.action_type)) / 100,
    conversion_value_micros:
      total(row.action_values, (action) => action.action_type === "offsite_conversion.fb_pixel_purchase") * 10_000,
  };
}

export function tiktokFacts(row: Record<string, unknown>): Facts {
  const metrics = row.metrics as Record<string, string>;
  return {
    impressions: Number(metrics.impressions),
    clicks: Number(metrics.clicks),
    spend_micros: micros(metrics.spend!),
    conversions: Number(metrics.conversion),
    conversion_value_micros: micros(metrics.total_complete_payment_rate ?? 0),
  };
}

/** Amounts are rounded: LinkedIn's carry the dirt of floating point arithmetic. */
export const linkedinFacts = (row: Record<string, unknown>): Facts => ({
  impressions: Number(row.impressions),
  clicks: Number(row.clicks),
  spend_micros: micros(row.costInLocalCurrency as string),
  conversions: Number(row.externalWebsiteConversions) + Number(row.oneClickLeads),
  conversion_value_micros: micros(row.conversionValueInLocalCurrency as string),
});

/** A row as source-google-ads makes it, with dots in its names. Costs are micros, values whole units of the currency. */
export function googleAdsFacts(row: Record<string, unknown>): Facts {
  return {
    impressions: Number(row["metrics.impressions"]),
    clicks: Number(row["metrics.clicks"]),
    spend_micros: Number(row["metrics.cost_micros"]),
    conversions: Number(row["metrics.conversions"]),
    conversion_value_micros: micros(row["metrics.conversions_value"] as number),
  };
}

/** Revenue has commas where the connector takes them away again. */
export const microsoftAdsFacts = (row: Record<string, unknown>): Facts => ({
  impressions: Number(row.Impressions),
  clicks: Number(row.Clicks),
  spend_micros: micros(row.Spend as string),
  conversions: Number(row.Conversions),
  conversion_value_micros: micros(String(row.Revenue).replaceAll(",", "")),
});

/** Sums by key, in the order of the keys. */
export function sumBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  factsOf: (row: T) => Facts,
): Map<string, Facts> {
  const sums = new Map<string, Facts>();
  for (const row of rows) {
    const part = factsOf(row);
    const sum = sums.get(keyOf(row));
    if (!sum) sums.set(keyOf(row), { ...part });
    else for (const name of Object.keys(part) as (keyof Facts)[]) sum[name] += part[name];
  }
  return new Map([...sums].sort(([left], [right]) => (left < right ? -1 : 1)));
}

export function truthBy(
  rows: readonly (Omit<Facts, "conversion_value_micros"> & {
    platform: SamplePlatform;
    conversion_value_micros: number | null;
  })[],
  platform: SamplePlatform,
  // biome-ignore lint/suspicious/noExplicitAny: daily and region rows differ in their keys only
  keyOf: (row: any) => string,
): Map<string, Facts> {
  const own = rows.filter((row) => row.platform === platform);
  return sumBy(own, keyOf, ({ impressions, clicks, spend_micros, conversions, conversion_value_micros }) => ({
    impressions,
    clicks,
    spend_micros,
    conversions,
    conversion_value_micros: conversion_value_micros ?? 0,
  }));
}

/** Null for people whose parish Google does not know. */
export const parishOfGoogleAds = (geoTarget: unknown): string | null => parishOfGeoTarget(geoTarget)?.code ?? null;

/** Null for people whose region Meta does not know. */
export const parishOfMeta = (region: unknown): string | null =>
  parishes.find((parish) => parish.metaName === region)?.code ?? null;

export const parishOfTiktok = (provinceId: unknown): string =>
  parishes.find((parish) => parish.tiktokProvinceId === provinceId)!.code;

/** Of `urn:li:geo:…`. */
export const parishOfLinkedin = (urn: unknown): string =>
  parishes.find((parish) => `urn:li:geo:${geoIdOf(parish)}` === urn)!.code;

/** Null for people of whom only the country is known. */
export const parishOfMicrosoftAds = (locationId: unknown): string | null =>
  parishes.find((parish) => placeOf(parish).id === String(locationId))?.code ?? null;
