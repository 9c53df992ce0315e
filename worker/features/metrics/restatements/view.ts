import type { Restatements } from "#contracts/metric-restatements.ts";
import { dayText } from "../slice/days.ts";
import { shownMeasures } from "../slice/sums.ts";
import type { Restated } from "./compare.ts";
import type { Union } from "./unite.ts";

const million = 1_000_000;
const index = Object.fromEntries(shownMeasures.map((measure, at) => [measure, at])) as Record<
  (typeof shownMeasures)[number],
  number
>;

/** Differences are taken of whole numbers, so that nothing is rounded twice. */
function changesOf(from: readonly number[], to: readonly number[]) {
  const change = (measure: keyof typeof index, unit = 1) => {
    const [old, now] = [from[index[measure]]!, to[index[measure]]!];
    return { from: old / unit, to: now / unit, delta: (now - old) / unit };
  };
  return {
    spend: change("spend_micros", million),
    impressions: change("impressions"),
    clicks: change("clicks"),
    conversions: change("conversions_micros", million),
    conversionValue: change("value_micros", million),
  };
}

export const rowOf = (union: Union, { day, campaign, settled, from, to }: Restated) => ({
  date: dayText(day),
  platform: union.platform[campaign]!,
  campaignId: union.id[campaign]!,
  campaignName: union.name[campaign]!,
  settled,
  ...changesOf(from, to),
});

export function byPlatform(union: Union, restated: readonly Restated[]): Restatements["platforms"] {
  const groups = Map.groupBy(restated, ({ campaign }) => union.platform[campaign]!);
  const sum = (rows: readonly Restated[], side: "from" | "to") =>
    shownMeasures.map((_, at) => rows.reduce((all, row) => all + row[side][at]!, 0));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([platform, rows]) => ({ platform, rows: rows.length, ...changesOf(sum(rows, "from"), sum(rows, "to")) }));
}

/** Newest day first, then by platform and id. */
export function newestFirst(union: Union, restated: readonly Restated[]): Restated[] {
  const key = ({ campaign }: Restated) => `${union.platform[campaign]} ${union.id[campaign]}`;
  return [...restated].sort((a, b) => b.day - a.day || (key(a) < key(b) ? -1 : 1));
}
