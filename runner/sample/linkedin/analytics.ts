import { addDays, datesBetween, lastDayOf, monthOf } from "../world/calendar.ts";
import type { Ad } from "../world/campaigns.ts";
import type { AdDay } from "../world/delivery.ts";
import { convertMicros, rateNanos } from "../world/rates.ts";
import { asReported } from "../world/restatement.ts";
import { byRegion } from "../world/split.ts";
import { add, noSums, type Sums } from "../world/sums.ts";
import type { SampleAccount } from "../world/tenants.ts";
import { MICROS_PER_CENT, type Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import { badParameter } from "./errors.ts";
import { geoIdOf, jamaica } from "./geo.ts";
import { fieldsParam, metricsOf } from "./metrics.ts";
import { type DateRange, dateRangeParam, enumParam, listParam, type Query } from "./query.ts";
import { urn } from "./urns.ts";

/** Which row an ad's day belongs to. */
const pivots: Readonly<Record<string, (ad: Ad) => string>> = {
  ACCOUNT: (ad) => urn("sponsoredAccount", ad.adSet.campaign.account.id),
  CAMPAIGN_GROUP: (ad) => urn("sponsoredCampaignGroup", ad.adSet.campaign.id),
  CAMPAIGN: (ad) => urn("sponsoredCampaign", ad.adSet.id),
  CREATIVE: (ad) => urn("sponsoredCreative", ad.id),
  MEMBER_COUNTRY_V2: () => urn("geo", jamaica),
};
/** The one pivot that divides an ad's day. People whose region is unknown are in no row. */
const BY_REGION = "MEMBER_REGION_V2";
/** Ways to divide the audience that LinkedIn knows and the sample world does not: there is nothing to report by them. */
const emptyPivot = /^(MEMBER|IMPRESSION|PLACEMENT|CARD|CONVERSION|SERVING|COMPANY|SHARE)/;

const facets: Readonly<Record<string, (ad: Ad) => string>> = {
  accounts: (ad) => urn("sponsoredAccount", ad.adSet.campaign.account.id),
  campaignGroups: (ad) => urn("sponsoredCampaignGroup", ad.adSet.campaign.id),
  campaigns: (ad) => urn("sponsoredCampaign", ad.adSet.id),
  creatives: (ad) => urn("sponsoredCreative", ad.id),
};

/** The days of the range that a day is reported with; a month or year that the range cuts is cut. */
const buckets: Readonly<Record<string, (date: string, range: DateRange) => DateRange>> = {
  ALL: (_, range) => range,
  DAILY: (date) => ({ start: date, end: date }),
  MONTHLY: (date, range) => cut({ start: `${monthOf(date)}-01`, end: lastDayOf(monthOf(date)) }, range),
  YEARLY: (date, range) => cut({ start: `${date.slice(0, 4)}-01-01`, end: `${date.slice(0, 4)}-12-31` }, range),
};

const cut = (bucket: DateRange, range: DateRange): DateRange => ({
  start: bucket.start < range.start ? range.start : bucket.start,
  end: bucket.end > range.end ? range.end : bucket.end,
});

interface Part extends Sums {
  readonly value: string;
}

interface Row {
  readonly bucket: DateRange;
  readonly value: string;
  readonly sums: Sums;
  usdMicros: number;
}

/** `adAnalytics` by one pivot, over the accounts that the caller may see. Days are UTC days. */
export function analytics(
  world: World,
  accounts: readonly SampleAccount[],
  moment: Moment,
  query: Query,
): Record<string, unknown>[] {
  const names = fieldsParam(query.get("fields"));
  const range = dateRangeParam(query);
  const pivotName = enumParam(query, "pivot");
  const partsOf = partition(pivotName);
  const bucketOf = buckets[enumParam(query, "timeGranularity")];
  if (!bucketOf) throw badParameter("timeGranularity: must be ALL, DAILY, MONTHLY or YEARLY");
  const isAskedFor = facetFilter(query);
  const rows = new Map<string, Row>();
  for (const account of accounts) {
    for (const day of daysOf(world, account, moment, range).filter(({ ad }) => isAskedFor(ad))) {
      collect(rows, world, day, partsOf(day), bucketOf(day.date, range));
    }
  }
  return [...rows].map(([key, row]) => ({
    ...metricsOf(names, row.sums, { localCents: row.sums.spendCents, usdMicros: row.usdMicros }, key),
    dateRange: { start: dateParts(row.bucket.start), end: dateParts(row.bucket.end) },
    pivotValues: [row.value],
  }));
}

function partition(pivotName: string): (day: AdDay) => Part[] {
  const pivot = pivots[pivotName];
  if (pivot) return (day) => [{ ...day, value: pivot(day.ad) }];
  if (pivotName === BY_REGION)
    return (day) =>
      byRegion(day).flatMap((part) =>
        part.parish === null ? [] : [{ ...part, value: urn("geo", geoIdOf(part.parish)) }],
      );
  if (emptyPivot.test(pivotName)) return () => [];
  throw badParameter(`pivot: unknown: ${pivotName}`);
}

function collect(rows: Map<string, Row>, world: World, day: AdDay, parts: readonly Part[], bucket: DateRange): void {
  const { currency } = day.ad.adSet.campaign.account;
  const rate = rateNanos(world.seed, currency, "USD", day.date);
  for (const part of parts) {
    const key = `${part.value} ${bucket.end}`;
    const row = rows.get(key) ?? { bucket, value: part.value, sums: noSums(), usdMicros: 0 };
    rows.set(key, row);
    add(row.sums, part);
    row.usdMicros += Number(convertMicros(BigInt(part.spendCents) * BigInt(MICROS_PER_CENT), rate));
  }
}

/** What the ads did on the days of the range, as it is known at the moment. */
function daysOf(world: World, account: SampleAccount, moment: Moment, range: DateRange): AdDay[] {
  const { start, end } = cut({ start: moment.firstDay, end: moment.today }, range);
  return datesBetween(start, end).flatMap((date) =>
    [...world.deliveries(account, date), ...corrections(world, account, date)].map((final) =>
      asReported(final, moment.today, moment.restatements),
    ),
  );
}

/** The day after an ad's last one LinkedIn corrects what it cost, by next to nothing, while its campaign goes on. */
function corrections(world: World, account: SampleAccount, date: string): AdDay[] {
  const running = world.deliveries(account, date);
  const ads = new Set(running.map(({ ad }) => ad.id));
  const campaigns = new Set(running.map(({ ad }) => ad.adSet.campaign.id));
  return world
    .deliveries(account, addDays(date, -1))
    .filter(({ ad }) => !ads.has(ad.id) && campaigns.has(ad.adSet.campaign.id))
    .map(({ ad }) => ({ ad, date, ...noSums() }));
}

/** The question names at least one facet, and an ad must be in all that are named. */
/** The URNs that a report is about. */
export const urnsAskedFor = (query: Query): string =>
  Object.keys(facets)
    .flatMap((name) => listParam(query, name) ?? [])
    .join(" ");

function facetFilter(query: Query): (ad: Ad) => boolean {
  const asked = Object.entries(facets).flatMap(([name, urnOf]) => {
    const list = listParam(query, name);
    return list === null ? [] : [{ urns: new Set(list), urnOf }];
  });
  if (asked.length === 0) throw badParameter(`One of ${Object.keys(facets).join(", ")} is required`);
  return (ad) => asked.every(({ urns, urnOf }) => urns.has(urnOf(ad)));
}

function dateParts(date: string): { year: number; month: number; day: number } {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  return { year, month, day };
}
