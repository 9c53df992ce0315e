import { datesBetween, dayNumber } from "../world/calendar.ts";
import type { Ad } from "../world/campaigns.ts";
import { asReported } from "../world/restatement.ts";
import { byRegion } from "../world/split.ts";
import { add, noSums, type Sums } from "../world/sums.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { isDeleted, type World } from "../world/world.ts";
import { badParameter } from "./errors.ts";
import { metricsOf } from "./metrics.ts";
import { dateParam, includesDeleted, listParam, type Query } from "./params.ts";

const idOf: Readonly<Record<string, (ad: Ad) => string>> = {
  ad_id: (ad) => ad.id,
  adgroup_id: (ad) => ad.adSet.id,
  campaign_id: (ad) => ad.adSet.campaign.id,
  advertiser_id: (ad) => ad.adSet.campaign.account.id,
};
/** From the first day to the last: the connector asks for 31 days at a time. */
const MOST_DAYS = 31;

interface Group {
  readonly ad: Ad;
  readonly dimensions: Record<string, string>;
  readonly sums: Sums;
}

/**
 * The synchronous report, by day, entity and province. People whose province is unknown are in no row. Deleted ads are only
 * in it when the filters ask for them.
 */
export function report(world: World, account: SampleAccount, moment: Moment, query: Query): unknown[] {
  const dimensions = listParam(query, "dimensions");
  const unknown = dimensions.filter((name) => !(name in idOf) && name !== "stat_time_day" && name !== "province_id");
  if (dimensions.length === 0) throw badParameter("dimensions: required");
  if (unknown.length > 0) throw badParameter(`dimensions: the sample platform does not know ${unknown.join(", ")}`);
  const names = listParam(query, "metrics");
  const [anyAd] = world.campaigns(account).flatMap((campaign) => world.ads(campaign, moment.firstDay, moment.today));
  // Unknown metrics are refused even when there is no row to fill in.
  if (anyAd) metricsOf(names, anyAd, noSums());
  return [...groupsOf(world, account, moment, query, dimensions).values()].map((group) => ({
    dimensions: group.dimensions,
    metrics: metricsOf(names, group.ad, group.sums),
  }));
}

function groupsOf(
  world: World,
  account: SampleAccount,
  moment: Moment,
  query: Query,
  dimensions: readonly string[],
): Map<string, Group> {
  const groups = new Map<string, Group>();
  const withDeleted = includesDeleted(query);
  const byProvince = dimensions.includes("province_id");
  for (const date of daysOf(query, moment)) {
    for (const final of world.deliveries(account, date)) {
      if (!withDeleted && isDeleted(final.ad, moment.today)) continue;
      const day = asReported(final, moment.today, moment.restatements);
      const parts = byProvince ? byRegion(day).filter((part) => part.parish !== null) : [{ ...day, parish: null }];
      for (const part of parts) {
        const province = part.parish?.tiktokProvinceId;
        const values = dimensions.map((name) => [name, dimension(name, final.ad, date, province)] as const);
        const key = values.map(([, value]) => value).join(" ");
        const group = groups.get(key) ?? { ad: final.ad, dimensions: Object.fromEntries(values), sums: noSums() };
        groups.set(key, group);
        add(group.sums, part);
      }
    }
  }
  return groups;
}

function dimension(name: string, ad: Ad, date: string, province: string | undefined): string {
  if (name === "stat_time_day") return `${date} 00:00:00`;
  if (name === "province_id") return province ?? "";
  return idOf[name]!(ad);
}

function daysOf(query: Query, moment: Moment): string[] {
  const start = dateParam(query, "start_date");
  const end = dateParam(query, "end_date");
  const days = dayNumber(end) - dayNumber(start) + 1;
  if (days < 1) throw badParameter("end_date: must not be before start_date");
  if (days > MOST_DAYS) throw badParameter(`The report range by day must not exceed ${MOST_DAYS} days`);
  return datesBetween(start < moment.firstDay ? moment.firstDay : start, end > moment.today ? moment.today : end);
}
