import { addDays, monthOf, monthsBetween } from "./calendar.ts";
import { type Ad, type Campaign, campaignsOf, testAd } from "./campaigns.ts";
import { type AdDay, adDay } from "./delivery.ts";
import { delivers } from "./schedule.ts";
import { type SampleAccount, type SampleTenant, type Scale, sampleTenants } from "./tenants.ts";

/** A test ad runs on these days of its month and is deleted on the 20th. */
const TEST_DAYS = { first: "03", last: "17", deleted: "20" } as const;

export interface World {
  readonly seed: number;
  readonly tenants: readonly SampleTenant[];
  campaigns(account: SampleAccount): readonly Campaign[];
  /** Every ad that existed at some time from `first` to `today`, deleted ones included. */
  ads(campaign: Campaign, first: string, today: string): readonly Ad[];
  /** Final numbers of every ad of the account that delivered on the date. */
  deliveries(account: SampleAccount, date: string): readonly AdDay[];
}

export const isDeleted = (ad: Ad, today: string): boolean =>
  ad.testMonth !== null && today >= `${ad.testMonth}-${TEST_DAYS.deleted}`;

export const firstDayOf = (ad: Ad): string =>
  ad.testMonth === null ? ad.adSet.campaign.schedule.created : `${ad.testMonth}-${TEST_DAYS.first}`;

/** The agency world: everything in it follows from seed, scale, entity and date. Days are computed once and kept. */
export function createWorld(seed: number, scale: Scale): World {
  const tenants = sampleTenants(seed);
  const campaigns = new Map<string, readonly Campaign[]>();
  const days = new Map<string, readonly AdDay[]>();

  const campaignsIn = (account: SampleAccount): readonly Campaign[] => {
    const kept = campaigns.get(account.id);
    if (kept) return kept;
    const made = campaignsOf(seed, scale, account);
    campaigns.set(account.id, made);
    return made;
  };

  const holdsTests = (campaign: Campaign): boolean =>
    campaign.account.active && campaign === campaignsIn(campaign.account)[0];

  const lasting = (campaign: Campaign): readonly Ad[] => campaign.adSets.flatMap((adSet) => adSet.ads);

  const deliver = (campaign: Campaign, date: string): AdDay[] => {
    if (!campaign.account.active || !delivers(campaign.schedule, date)) return [];
    const ads = lasting(campaign).map((ad) => adDay(seed, ad, date, 1 / lasting(campaign).length));
    const dayOfMonth = date.slice(8);
    if (holdsTests(campaign) && dayOfMonth >= TEST_DAYS.first && dayOfMonth <= TEST_DAYS.last) {
      ads.push(adDay(seed, testAd(seed, campaign, monthOf(date)), date, 0.15));
    }
    return ads.filter((day) => day !== null);
  };

  return {
    seed,
    tenants,
    campaigns: campaignsIn,
    ads: (campaign, first, today) => {
      const months = holdsTests(campaign) ? monthsBetween(first, today) : [];
      const tests = months.map((month) => testAd(seed, campaign, month)).filter((ad) => firstDayOf(ad) <= today);
      return [...lasting(campaign), ...tests];
    },
    deliveries: (account, date) => {
      const key = `${account.id} ${date}`;
      const kept = days.get(key);
      if (kept) return kept;
      const made = campaignsIn(account).flatMap((campaign) => deliver(campaign, date));
      days.set(key, made);
      return made;
    },
  };
}

/** The first day of a world that is `days` long and whose last day was `anchor` when it began. */
export const firstDayBefore = (anchor: string, days: number): string => addDays(anchor, 1 - days);

export const accountsOf = (tenant: SampleTenant): readonly SampleAccount[] =>
  Object.values(tenant.access).flatMap((access) => access.accounts);
