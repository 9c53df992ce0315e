import { expect } from "vitest";
import { Restatements } from "#contracts/metric-restatements.ts";
import type { Caller } from "../client.ts";
import type { Marts } from "../duck.ts";

/** A snapshot and the marts that it was made from. */
export interface Told {
  readonly snapshot: string;
  readonly marts: Marts;
}

const measures = ["spend", "impressions", "clicks", "conversions", "conversionValue"] as const;
const byCampaign = (catalog: string) => `
  (select date_day, platform, campaign_id, bool_and(settled) as settled, sum(spend_micros)::hugeint as spend,
     sum(impressions)::hugeint as impressions, sum(clicks)::hugeint as clicks, (sum(conversions) * 1000000)::hugeint as conversions,
     sum(value_micros)::hugeint as "conversionValue"
   from ${catalog}.marts.api_performance_daily group by all)`;

/** What the two marts tell differently of the days that the earlier one has. */
async function wanted(earlier: Marts, later: Marts) {
  await later.ask(`attach '${earlier.file}' as earlier (read_only)`);
  const both = measures.map(
    (name) => `coalesce(a.${name}, 0)::varchar as "${name}_a", coalesce(b.${name}, 0)::varchar as "${name}_b"`,
  );
  const differs = measures.map((name) => `coalesce(a.${name}, 0) <> coalesce(b.${name}, 0)`);
  return later.ask(`
    select date_day::varchar as date, platform, campaign_id, coalesce(b.settled, a.settled) as settled, ${both.join(", ")}
    from ${byCampaign("earlier")} a full join ${byCampaign("copy")} b using (date_day, platform, campaign_id)
    where (${differs.join(" or ")}) and date_day <= (select max(date_day) from earlier.marts.api_performance_daily)
    order by date_day desc, platform, campaign_id`);
}

/** @param caller who may read both snapshots */
export async function expectRestatements(caller: Caller, from: Told, to: Told): Promise<void> {
  const rows = [];
  let platforms: Restatements["platforms"] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      from: from.snapshot,
      to: to.snapshot,
      limit: "500",
      ...(cursor && { cursor }),
    });
    const answer = await caller.get(`/api/metrics/restatements/?${query}`);
    const page: Restatements = Restatements.parse(await answer.json());
    rows.push(...page.rows);
    ({ platforms, next_cursor: cursor } = page);
  } while (cursor !== null);

  const factor = (name: string) => (name === "impressions" || name === "clicks" ? 1 : 1e6);
  const told = rows.map((row) => ({
    ...Object.fromEntries(
      measures.flatMap((name) => [
        [`${name}_a`, String(Math.round(row[name].from * factor(name)))],
        [`${name}_b`, String(Math.round(row[name].to * factor(name)))],
      ]),
    ),
    date: row.date,
    platform: row.platform,
    campaign_id: row.campaignId,
    settled: row.settled,
  }));
  const key = (row: { date?: unknown; platform?: unknown; campaign_id?: unknown }) =>
    `${row.date} ${row.platform} ${row.campaign_id}`;
  const expected = await wanted(from.marts, to.marts);
  expect(expected.length).toBeGreaterThan(0);
  expect(new Map(told.map((row) => [key(row), row]))).toEqual(new Map(expected.map((row) => [key(row), row])));
  expect(told).toHaveLength(expected.length);
  for (const { platform, rows: count, spend } of platforms) {
    const ofPlatform = expected.filter((row) => row.platform === platform);
    expect(ofPlatform).toHaveLength(count);
    const delta = ofPlatform.reduce((sum, row) => sum + Number(row.spend_b) - Number(row.spend_a), 0);
    expect(Math.round(spend.delta * 1e6)).toBe(delta);
  }
}
