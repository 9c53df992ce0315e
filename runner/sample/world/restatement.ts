import { dayNumber } from "./calendar.ts";
import type { AdDay } from "./delivery.ts";
import { drawsOf } from "./random.ts";
import type { SamplePlatform } from "./tenants.ts";
import type { WebSource } from "./web-sources.ts";

/** What is known of a day's conversions 0, 1, 2 … days later. From the eighth day on it stays as it is. */
const known = [0.55, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98] as const;
export const SETTLES_AFTER_DAYS = known.length;

/**
 * An order to the sample platform: from now on it reports more (or fewer) conversions for days that are past, or everything of a
 * web source.
 */
export interface Restatement {
  readonly tenant: string;
  readonly platform: SamplePlatform | WebSource;
  readonly from: string;
  readonly to: string;
  readonly factor: number;
}

const scaled = (count: number, factor: number): number =>
  factor >= 1 ? Math.ceil(count * factor - 1e-9) : Math.floor(count * factor + 1e-9);

/** An ad's day as the platform reports it on `today`: late conversions are missing, restated ones changed. */
export function asReported(final: AdDay, today: string, restatements: readonly Restatement[]): AdDay {
  const age = dayNumber(today) - dayNumber(final.date);
  const share = known[age] ?? 1;
  const { campaign } = final.ad.adSet;
  const draw = drawsOf(final.ad.id, final.date, "late");
  let purchases = Math.min(final.purchases, Math.floor(final.purchases * share + draw() * 0.999));
  let leads = Math.min(final.leads, Math.floor(final.leads * share + draw() * 0.999));
  for (const restatement of restatements) {
    if (restatement.tenant !== campaign.account.tenantId || restatement.platform !== campaign.account.platform)
      continue;
    if (final.date < restatement.from || final.date > restatement.to) continue;
    purchases = scaled(purchases, restatement.factor);
    leads = scaled(leads, restatement.factor);
  }
  const valueCents = final.purchases === 0 ? 0 : Math.round((final.valueCents * purchases) / final.purchases);
  return { ...final, purchases, leads, valueCents };
}

/** By how much a day of a web source was restated, 1 when it was not. */
export const restatedBy = (
  restatements: readonly Restatement[],
  tenantId: string,
  source: WebSource,
  date: string,
): number =>
  restatements
    .filter(
      ({ tenant, platform, from, to }) => tenant === tenantId && platform === source && date >= from && date <= to,
    )
    .reduce((product, { factor }) => product * factor, 1);
