import { measures, type RollUpKind } from "#contracts/snapshot.ts";
import type { Marts } from "./marts.ts";
import { day, type ShardQuery } from "./shard-queries.ts";

interface RollUp {
  readonly of: "performance" | "region_performance";
  /** SQL of the day that a row stands for, of its campaign's row number, and of its ad's or region's. */
  readonly day: string;
  readonly campaign: string;
  readonly item?: readonly [column: "ad_ix" | "region_ix", sql: string];
}

const month = "date_trunc('month', date_day)::date";
const ad = ["ad_ix", "ad_ix.ix"] as const;
const region = ["region_ix", "region_ix.ix"] as const;

const summed: Readonly<Record<Exclude<RollUpKind, "campaign_places">, RollUp>> = {
  campaign_days: { of: "performance", day: "date_day", campaign: "campaign_ix.ix" },
  campaign_months: { of: "performance", day: month, campaign: "campaign_ix.ix" },
  platform_days: { of: "performance", day: "date_day", campaign: "platform_ix.ix" },
  ad_months: { of: "performance", day: month, campaign: "campaign_ix.ix", item: ad },
  region_months: { of: "region_performance", day: month, campaign: "campaign_ix.ix", item: region },
  region_days: { of: "region_performance", day: "date_day", campaign: "platform_ix.ix", item: region },
};

const facts = {
  performance: `marts.api_performance_daily join campaign_ix using (platform, campaign_id) join platform_ix using (platform)
    join ad_ix using (platform, ad_id)`,
  region_performance: `marts.api_region_performance_daily join campaign_ix using (platform, campaign_id) join platform_ix using (platform)
    join region_ix using (region_code)`,
};

const sumOf = (measure: string) =>
  measure === "conversions_micros" ? "sum((conversions::decimal(18, 6) * 1000000)::bigint)" : `sum(${measure})`;

function summing(kind: string, { of, day, campaign, item }: RollUp): string {
  const sums = measures.map((measure) => `${sumOf(measure)} as ${measure}`).join(", ");
  return `create temp table ${kind} as
    select ${day} as date_day, ${campaign} as campaign_ix, ${item ? `${item[1]} as ${item[0]}, ` : ""}bool_and(settled) as settled, ${sums}
    from ${facts[of]} group by ${item ? "1, 2, 3" : "1, 2"}`;
}

const wordsOf = (regions: number) => Array.from({ length: Math.ceil(regions / 32) }, (_, word) => word);

/** The bits of a word are stored as the signed integer that they are, too. */
function placing(regions: number): string {
  const words = wordsOf(regions).map((word) => {
    const bits = `bit_or(case when region_ix.ix // 32 = ${word} then 1::bigint << (region_ix.ix % 32) else 0 end)`;
    return `, case when ${bits} >= 2147483648 then ${bits} - 4294967296 else ${bits} end as ran_in_${word}`;
  });
  return `create temp table campaign_places as
    select date_day, campaign_ix.ix as campaign_ix${words.join("")} from ${facts.region_performance} group by 1, 2`;
}

function queryOf(kind: RollUpKind, ix: readonly string[], exact: readonly string[]): ShardQuery {
  return {
    columns: [
      ["day", "day", day("date_day")],
      ...ix.map((name) => [name, "index", name] as const),
      ...(exact.length > 0 ? [["settled", "flag", "settled"] as const] : []),
      ...exact.map((name) => [name, "exact", name] as const),
    ],
    from: kind,
    orderBy: ["date_day", ...ix.slice(0, 2)].join(", "),
  };
}

/** Makes the roll-ups, in the connection's memory. `null` when a sum would pass 2^53: then the facts themselves have to answer. */
export async function rollUp(marts: Marts): Promise<Readonly<Record<RollUpKind, ShardQuery>> | null> {
  const queries: Partial<Record<RollUpKind, ShardQuery>> = {};
  for (const [name, recipe] of Object.entries(summed)) {
    const kind = name as keyof typeof summed;
    await marts.run(summing(kind, recipe));
    const largest = measures.map((measure) => `max(abs(${measure}))`).join(", ");
    const [row] = await marts.rows(`select greatest(${largest}) from ${kind}`);
    if (Number(row?.[0] ?? 0) > Number.MAX_SAFE_INTEGER) return null;
    queries[kind] = queryOf(kind, recipe.item ? ["campaign_ix", recipe.item[0]] : ["campaign_ix"], measures);
  }
  const [row] = await marts.rows("select count(*) from region_ix");
  const regions = Number(row?.[0] ?? 0);
  await marts.run(placing(regions));
  const words = wordsOf(regions).map((word) => `ran_in_${word}`);
  return {
    ...(queries as Record<keyof typeof summed, ShardQuery>),
    campaign_places: queryOf("campaign_places", ["campaign_ix", ...words], []),
  };
}
