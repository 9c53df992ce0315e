import { type Measure, measures, type ShardKind } from "#contracts/snapshot.ts";
import { byMonth, type Column, epochDay, type Fact, factColumns, type World } from "./world.fixture.ts";

const monthOf = (date: string) => `${date.slice(0, 7)}-01`;

/** Facts added up wherever the rewritten rows agree; `null` when a sum passes 2^53, as no shard can hold it. */
function added(facts: readonly Fact[], rewrite: (fact: Fact) => Fact): Fact[] | null {
  const groups = Map.groupBy(facts.map(rewrite), ({ date, campaign, item }) => `${date} ${campaign} ${item}`);
  const sums = [...groups.values()].map((rows) => ({
    ...rows[0]!,
    settled: rows.every(({ settled }) => settled),
    values: Object.fromEntries(
      measures.map((measure) => [measure, rows.reduce((sum, { values }) => sum + BigInt(values[measure]), 0n)]),
    ) as Record<Measure, bigint>,
  }));
  const fits = (sum: bigint) => sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER;
  if (!sums.every(({ values }) => Object.values(values).every(fits))) return null;
  return sums.map((fact) => ({
    ...fact,
    values: Object.fromEntries(measures.map((measure) => [measure, Number(fact.values[measure])])) as Fact["values"],
  }));
}

function places(facts: readonly Fact[], regions: number): Column[] {
  const sorted = facts.toSorted((a, b) => a.date.localeCompare(b.date));
  const rows = [...Map.groupBy(sorted, ({ date, campaign }) => `${date} ${campaign}`).values()];
  const words = Array.from({ length: Math.ceil(regions / 32) }, (_, word) => word);
  return [
    ["day", "int", rows.map(([fact]) => epochDay(fact!.date))],
    ["campaign_ix", "int", rows.map(([fact]) => fact!.campaign)],
    ...words.map(
      (word): Column => [
        `ran_in_${word}`,
        "int",
        rows.map((ran) => ran.reduce((bits, { item }) => (item >>> 5 === word ? bits | (1 << (item & 31)) : bits), 0)),
      ],
    ),
  ];
}

/** The roll-ups of a world as the runner makes them: all of them, or none. */
export function rollUps({ campaigns, regions, performance, regionPerformance }: World) {
  const firstOf = ({ campaign }: Fact) =>
    campaigns.findIndex(({ platform }) => platform === campaigns[campaign]!.platform);
  const monthly = (fact: Fact) => ({ ...fact, date: monthOf(fact.date) });
  const campaignDays = added(performance, (fact) => ({ ...fact, item: 0 }));
  const single: [ShardKind, string, Fact[] | null][] = [
    ["campaign_months", "item", added(performance, (fact) => ({ ...monthly(fact), item: 0 }))],
    ["platform_days", "item", added(performance, (fact) => ({ ...fact, campaign: firstOf(fact), item: 0 }))],
    ["ad_months", "ad_ix", added(performance, monthly)],
    ["region_months", "region_ix", added(regionPerformance, monthly)],
    ["region_days", "region_ix", added(regionPerformance, (fact) => ({ ...fact, campaign: firstOf(fact) }))],
  ];
  if (campaignDays === null || single.some(([, , facts]) => facts === null)) return [];
  return [
    ...single.map(([kind, item, facts]) => ({
      name: kind as string,
      kind,
      month: null as string | null,
      columns: factColumns(facts!, item),
    })),
    ...byMonth("campaign_days", campaignDays, (facts) => factColumns(facts, "item")),
    ...byMonth("campaign_places", regionPerformance, (facts) => places(facts, regions.length)),
  ];
}
