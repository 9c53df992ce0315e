import { dayNumber } from "./calendar.ts";
import { between, drawsOf } from "./random.ts";
import { restatedBy } from "./restatement.ts";
import { demandOn } from "./seasons.ts";
import { apportion } from "./split.ts";
import type { SampleTenant } from "./tenants.ts";
import type { Moment } from "./truth.ts";
import { accountsOf, type World } from "./world.ts";

/** How much of a day is known on the day itself and on the day after; from then on it stays as it is. */
const known = [0.6, 0.93] as const;

/** The visits of a tenant's website on a day that came in one way from one place. */
export interface VisitCell {
  readonly date: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly country: string;
  readonly region: string;
  readonly users: number;
  readonly newUsers: number;
  readonly sessions: number;
  readonly engagedSessions: number;
  readonly pageViews: number;
  readonly keyEvents: number;
  /** Of purchases, in hundredths of the tenant's reporting currency. */
  readonly revenueCents: number;
  /** All visits together. */
  readonly seconds: number;
}

interface Channel {
  readonly source: string;
  readonly medium: string;
  /** Sessions of an ordinary day that no ad led to. */
  readonly sessions: number;
}

const own: readonly Channel[] = [
  { source: "(direct)", medium: "(none)", sessions: 130 },
  { source: "google", medium: "organic", sessions: 210 },
  { source: "newsletter", medium: "email", sessions: 35 },
];
const paid = {
  meta: { source: "facebook", medium: "paid_social" },
  tiktok: { source: "tiktok", medium: "paid_social" },
  linkedin: { source: "linkedin", medium: "paid_social" },
  google_ads: { source: "google", medium: "cpc" },
  microsoft_ads: { source: "bing", medium: "cpc" },
} as const;
const places = [
  { country: "Jamaica", region: "Kingston", weight: 0.3 },
  { country: "Jamaica", region: "St. Andrew Parish", weight: 0.25 },
  { country: "Jamaica", region: "St. James Parish", weight: 0.12 },
  { country: "United States", region: "Florida", weight: 0.15 },
  { country: "United States", region: "New York", weight: 0.1 },
  { country: "United Kingdom", region: "England", weight: 0.08 },
] as const;
const orderCents = { USD: 9_000, JMD: 1_400_000 } as const;

/** Each campaign's clicks lead to somewhat fewer sessions; what no ad led to has the campaign's name Google gives it. */
function channelsOf(world: World, tenant: SampleTenant, date: string) {
  const ads = accountsOf(tenant).flatMap((account) => world.deliveries(account, date));
  const campaigns = Map.groupBy(ads, (ad) => ad.ad.adSet.campaign);
  const led = [...campaigns].map(([campaign, days]) => ({
    ...paid[campaign.account.platform],
    campaign: campaign.name,
    asked: days.reduce((sum, day) => sum + day.clicks, 0) * 0.85,
  }));
  const unled = own.map((channel) => ({
    ...channel,
    campaign: `(${channel.medium === "(none)" ? "direct" : channel.medium === "email" ? "not set" : "organic"})`,
    asked: channel.sessions * demandOn(tenant.id, date),
  }));
  return [...unled, ...led];
}

/** A day of the tenant's website as it is told at the moment; places without a session have no cell. */
export function visitCells(world: World, tenant: SampleTenant, date: string, moment: Moment): VisitCell[] {
  if (date < moment.firstDay || date > moment.today) return [];
  const told =
    (known[dayNumber(moment.today) - dayNumber(date)] ?? 1) * restatedBy(moment.restatements, tenant.id, "ga4", date);
  return channelsOf(world, tenant, date).flatMap(({ source, medium, campaign, asked }) => {
    const draw = drawsOf(world.seed, tenant.id, "visits", source, medium, campaign, date);
    const total = Math.round(asked * between(draw, 0.85, 1.15));
    const here = apportion(
      total,
      places.map(({ weight }) => weight),
      draw(),
    );
    return places
      .map(({ country, region }, index) => {
        const sessions = Math.round(here[index]! * told);
        const users = Math.ceil(sessions * 0.86);
        const keyEvents = Math.floor(sessions * 0.03 + draw() * 0.9);
        return {
          date,
          source,
          medium,
          campaign,
          country,
          region,
          users,
          newUsers: Math.floor(users * 0.55),
          sessions,
          engagedSessions: Math.round(sessions * 0.62),
          pageViews: sessions * 2 + Math.floor(sessions * 0.4),
          keyEvents: Math.min(keyEvents, sessions),
          revenueCents:
            Math.floor(keyEvents / 2) * Math.round(orderCents[tenant.reportingCurrency] * between(draw, 0.8, 1.2)),
          seconds: sessions * 74,
        };
      })
      .filter(({ sessions }) => sessions > 0);
  });
}
