import { addDays, datesBetween, dayNumber } from "../world/calendar.ts";
import type { Ad } from "../world/campaigns.ts";
import { META_UNKNOWN_REGION } from "../world/regions.ts";
import { asReported } from "../world/restatement.ts";
import { byRegion } from "../world/split.ts";
import { add, noSums, type Sums } from "../world/sums.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import { insightsRow } from "./insights-row.ts";
import type { InsightsQuery, Level } from "./query.ts";

/** The numbers of one row and an ad that stands for the entity they belong to. */
export interface InsightsGroup {
  readonly ad: Ad;
  readonly start: string;
  readonly stop: string;
  readonly region: string | null;
  readonly sums: Sums;
}

/** Rows in the order of days. Deleted ads keep their rows; a closed account has none. */
export function insights(world: World, query: InsightsQuery, moment: Moment): Record<string, unknown>[] {
  const groups = new Map<string, InsightsGroup>();
  const first = query.since < moment.firstDay ? moment.firstDay : query.since;
  const last = query.until > moment.today ? moment.today : query.until;
  for (const date of datesBetween(first, last)) {
    const start = periodStart(query, date);
    for (const final of world.deliveries(query.account, date)) {
      if (!belongs(final.ad, query.only)) continue;
      const day = asReported(final, moment.today, moment.restatements);
      const parts = query.byRegion ? byRegion(day) : [{ ...day, parish: null }];
      for (const part of parts) {
        const region = query.byRegion ? (part.parish?.metaName ?? META_UNKNOWN_REGION) : null;
        const key = `${start} ${entityId(final.ad, query.level)} ${region}`;
        const group = groups.get(key) ?? {
          ad: final.ad,
          start,
          stop: periodStop(query, start),
          region,
          sums: noSums(),
        };
        groups.set(key, group);
        add(group.sums, part);
      }
    }
  }
  return [...groups.values()].map((group) => insightsRow(group, query));
}

const belongs = (ad: Ad, only: string | null): boolean =>
  only === null || ad.id === only || ad.adSet.id === only || ad.adSet.campaign.id === only;

function entityId(ad: Ad, level: Level): string {
  if (level === "ad") return ad.id;
  if (level === "adset") return ad.adSet.id;
  return level === "campaign" ? ad.adSet.campaign.id : ad.adSet.campaign.account.id;
}

function periodStart(query: InsightsQuery, date: string): string {
  if (query.increment === null) return query.since;
  const passed = dayNumber(date) - dayNumber(query.since);
  return addDays(query.since, passed - (passed % query.increment));
}

function periodStop(query: InsightsQuery, start: string): string {
  if (query.increment === null) return query.until;
  const stop = addDays(start, query.increment - 1);
  return stop > query.until ? query.until : stop;
}
