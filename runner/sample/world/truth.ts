import { datesBetween } from "./calendar.ts";
import { convertMicros, rateNanos } from "./rates.ts";
import { asReported, type Restatement } from "./restatement.ts";
import { shapes } from "./shapes.ts";
import { byRegion } from "./split.ts";
import type { SamplePlatform, SampleTenant } from "./tenants.ts";
import { accountsOf, type World } from "./world.ts";

/** What is true on `today`, the last day there are numbers for. */
export interface Moment {
  readonly firstDay: string;
  readonly today: string;
  readonly restatements: readonly Restatement[];
}

export interface TruthRow {
  platform: SamplePlatform;
  date: string;
  campaign_id: string;
  impressions: number;
  clicks: number;
  spend_micros: number;
  currency: string;
  spend_reporting_micros: number;
  conversions: number;
  conversion_value_micros: number;
  conversion_value_reporting_micros: number;
}

export interface RegionTruthRow {
  platform: SamplePlatform;
  date: string;
  campaign_id: string;
  region_code: string;
  impressions: number;
  clicks: number;
  spend_micros: number;
  conversions: number;
  /** Null where the platform's report by region has no such metric, as TikTok's. */
  conversion_value_micros: number | null;
}

export const MICROS_PER_CENT = 10_000;

/**
 * Campaign and day, straight from the generator. Reporting amounts are converted ad by ad and day by day, then added up; a campaign of whose
 * ads the platform tells nothing is converted as one.
 */
export function truthDaily(
  world: World,
  tenant: SampleTenant,
  moment: Moment,
  first: string,
  last: string,
): TruthRow[] {
  const rows = new Map<string, TruthRow>();
  for (const account of accountsOf(tenant)) {
    for (const date of datesBetween(first, last)) {
      const rate = rateNanos(world.seed, account.currency, tenant.reportingCurrency, date);
      const reporting = (cents: number): number => Number(convertMicros(BigInt(cents) * BigInt(MICROS_PER_CENT), rate));
      for (const final of world.deliveries(account, date)) {
        const day = asReported(final, moment.today, moment.restatements);
        const { id: campaignId, opaque } = day.ad.adSet.campaign;
        const key = `${account.platform} ${campaignId} ${date}`;
        const row = rows.get(key) ?? emptyRow(account.platform, date, campaignId, account.currency);
        rows.set(key, row);
        row.impressions += day.impressions;
        row.clicks += day.clicks;
        row.spend_micros += day.spendCents * MICROS_PER_CENT;
        row.conversions += day.purchases + day.leads;
        row.conversion_value_micros += day.valueCents * MICROS_PER_CENT;
        if (opaque) {
          row.spend_reporting_micros = reporting(row.spend_micros / MICROS_PER_CENT);
          row.conversion_value_reporting_micros = reporting(row.conversion_value_micros / MICROS_PER_CENT);
        } else {
          row.spend_reporting_micros += reporting(day.spendCents);
          row.conversion_value_reporting_micros += reporting(day.valueCents);
        }
      }
    }
  }
  return [...rows.values()];
}

/**
 * Campaign, day and parish. People whose region the platform does not know are in no row, so sums stay below the daily totals;
 * campaigns of which it tells nothing by region are not there at all.
 */
export function truthRegions(world: World, tenant: SampleTenant, moment: Moment): RegionTruthRow[] {
  const rows = new Map<string, RegionTruthRow>();
  for (const account of accountsOf(tenant)) {
    for (const date of datesBetween(moment.firstDay, moment.today)) {
      for (const final of world.deliveries(account, date)) {
        const { id: campaignId, opaque } = final.ad.adSet.campaign;
        if (opaque) continue;
        for (const part of byRegion(asReported(final, moment.today, moment.restatements))) {
          if (part.parish === null) continue;
          const key = `${account.platform} ${campaignId} ${date} ${part.parish.code}`;
          const row = rows.get(key) ?? emptyRegionRow(account.platform, date, campaignId, part.parish.code);
          rows.set(key, row);
          row.impressions += part.impressions;
          row.clicks += part.clicks;
          row.spend_micros += part.spendCents * MICROS_PER_CENT;
          row.conversions += part.purchases + part.leads;
          if (row.conversion_value_micros !== null) {
            row.conversion_value_micros += part.valueCents * MICROS_PER_CENT;
          }
        }
      }
    }
  }
  return [...rows.values()];
}

function emptyRow(platform: SamplePlatform, date: string, campaign_id: string, currency: string): TruthRow {
  return {
    platform,
    date,
    campaign_id,
    impressions: 0,
    clicks: 0,
    spend_micros: 0,
    currency,
    spend_reporting_micros: 0,
    conversions: 0,
    conversion_value_micros: 0,
    conversion_value_reporting_micros: 0,
  };
}

function emptyRegionRow(
  platform: SamplePlatform,
  date: string,
  campaign_id: string,
  region_code: string,
): RegionTruthRow {
  return {
    platform,
    date,
    campaign_id,
    region_code,
    impressions: 0,
    clicks: 0,
    spend_micros: 0,
    conversions: 0,
    conversion_value_micros: shapes[platform].regionValues ? 0 : null,
  };
}
