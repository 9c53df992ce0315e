import fc from "fast-check";
import { expect, test } from "vitest";
import { app, ownerOf } from "./client.ts";
import { factsOf, sum, type TruthRow, truthOf } from "./truth.ts";

const byKey = <T>(rows: readonly T[], key: (row: T) => string) => Map.groupBy(rows, key);

for (const { id: tenantId, label } of app.ready.tenants) {
  test(`${label}: every day of each platform equals the truth`, async () => {
    const [caller, truth] = [await ownerOf(tenantId), await truthOf(tenantId)];
    const days = [...new Set(truth.map(({ date }) => date))].sort();
    expect(days.length).toBeGreaterThan(30);
    for (const [platform, rows] of byKey(truth, (row) => row.platform)) {
      const { campaign } = await caller.combined({ platforms: platform, start_date: days[0]!, end_date: days.at(-1)! });
      const points = new Map(campaign.trend.map((point) => [point.date, factsOf(point)]));
      for (const [date, ofDay] of byKey(rows, (row) => row.date))
        expect({ date, ...points.get(date) }).toEqual({ date, ...sum(ofDay) });
      expect(Math.round(campaign.summary.totalSpend * 1e6)).toBe(sum(rows).spendMicros);
    }
  });

  test(`${label}: random campaigns over random days equal the truth`, async () => {
    const [caller, truth] = [await ownerOf(tenantId), await truthOf(tenantId)];
    const days = [...new Set(truth.map(({ date }) => date))].sort();
    const pair = fc
      .tuple(fc.nat(days.length - 1), fc.nat(days.length - 1))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const campaigns = [...new Set(truth.map((row) => row.campaign_id))];
    await fc.assert(
      fc.asyncProperty(pair, fc.subarray(campaigns, { minLength: 1 }), async ([from, to], chosen) => {
        const query = {
          start_date: days[from]!,
          end_date: days[to]!,
          campaigns: chosen.join(","),
          sections: "campaign",
          limit: "1000",
        };
        const { campaign } = await caller.combined(query);
        const within = (row: TruthRow) =>
          row.date >= days[from]! && row.date <= days[to]! && chosen.includes(row.campaign_id);
        const wanted = byKey(truth.filter(within), (row) => row.campaign_id);
        const got = new Map(campaign.rows.map((row) => [row.id, factsOf(row)]));
        for (const [id, rows] of wanted) expect({ id, ...got.get(id) }).toEqual({ id, ...sum(rows) });
        expect([...got.keys()].filter((id) => !wanted.has(id))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
}
