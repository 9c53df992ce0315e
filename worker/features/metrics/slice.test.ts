import fc from "fast-check";
import { expect, test } from "vitest";
import { Combined, type CombinedQuery } from "#contracts/metrics.ts";
import { type Measure, measures } from "#contracts/snapshot.ts";
import { ByteCache } from "../snapshots/byte-cache.ts";
import { SnapshotReader } from "../snapshots/reader.ts";
import { type Fact, memoryStore, storeWorld, type World } from "../snapshots/world.fixture.ts";
import { pinnedHead } from "./head.ts";
import { loadSlice } from "./load.ts";
import { combinedPayload } from "./payload.ts";
import { planSlice } from "./plan.ts";
import { toSliceQuery } from "./slice-query.ts";

/** The engine against the plainest reference there is: filter rows, add bigints. */
const snapshotId = "0190b3f0-0000-7000-8000-000000000001";
const campaigns: World["campaigns"] = [
  { id: "10", platform: "meta", name: "Été à la plage" },
  { id: "20", platform: "meta", name: "Winter" },
  { id: "10", platform: "tiktok", name: "ETE video" },
  { id: "30", platform: "linkedin", name: "Hiring" },
];
const ads: World["ads"] = [0, 0, 1, 2, 3].map((campaign, ad) => ({ id: `ad${ad}`, campaign, name: `Ad ${ad}` }));
const regions: World["regions"] = [
  { code: "R1", name: "Saint Ann" },
  { code: "R2", name: "Kingston" },
  { code: "unattributed", name: "unattributed" },
];
const firstDay = Date.parse("2026-01-20") / 86_400_000;
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const big = fc.integer({ min: 2 ** 52, max: 2 ** 53 - 1 });
const small = fc.integer({ min: -5, max: 5_000_000 });
/** With sums beyond 2^53 a snapshot has no roll-ups: both ways of answering are tried. */
const value = (huge: boolean) =>
  huge ? fc.oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: big }) : small;
const valuesOf = (huge: boolean): fc.Arbitrary<Record<Measure, number>> =>
  fc.record(Object.fromEntries(measures.map((measure) => [measure, value(huge)])) as Record<Measure, typeof small>);

const facts = (
  items: number,
  huge: boolean,
  campaignOf: (item: number, free: number) => number,
): fc.Arbitrary<Fact[]> =>
  fc.uniqueArray(
    fc
      .record({
        day: fc.integer({ min: 0, max: 100 }),
        item: fc.nat(items - 1),
        free: fc.nat(campaigns.length - 1),
        settled: fc.boolean(),
        values: valuesOf(huge),
      })
      .map(({ day, item, free, settled, values }) => ({
        date: dateOf(firstDay + day),
        campaign: campaignOf(item, free),
        item,
        settled,
        values,
      })),
    { maxLength: 60, selector: ({ date, campaign, item }) => `${date} ${campaign} ${item}` },
  );

const world = fc
  .boolean()
  .chain((huge) =>
    fc.record({
      performance: facts(ads.length, huge, (item) => ads[item]!.campaign),
      regionPerformance: facts(regions.length, huge, (_, free) => free),
    }),
  )
  .map((facts): World => {
    const days = [...facts.performance, ...facts.regionPerformance].map(({ date }) => date).sort();
    return {
      campaigns,
      ads,
      regions,
      budgets: [],
      ...facts,
      coverage: days.length > 0 ? { start_date: days[0]!, end_date: days.at(-1)! } : null,
      sources: [
        { platform: "meta", last_extracted_at: null, data_through: null, settled_until: "2026-02-10" },
        { platform: "ga4", last_extracted_at: null, data_through: null, settled_until: "2026-01-01" },
      ],
    };
  });

const searches = { été: [0, 2], ete: [0, 2], "ETE V": [2], winter: [1], nothing: [] } as const;
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const query = fc
  .record({
    period: optional(fc.tuple(fc.integer({ min: -10, max: 110 }), fc.nat(90))),
    platforms: optional(fc.subarray(["meta", "tiktok", "linkedin"] as const, { minLength: 1 })),
    campaigns: optional(fc.subarray(["10", "20", "99"], { minLength: 1 })),
    q: optional(fc.constantFrom(...(Object.keys(searches) as (keyof typeof searches)[]))),
    parishes: optional(fc.subarray(["saint ANN", "R2", "unattributed"], { minLength: 1 })),
    compare: optional(fc.constantFrom("previous_period" as const, "previous_year" as const)),
  })
  .map(({ period, ...rest }): CombinedQuery & { q?: keyof typeof searches | undefined } => ({
    ...rest,
    start_date: period && dateOf(firstDay + period[0]),
    end_date: period && dateOf(firstDay + period[0] + period[1]),
  }));

const answered = { fromRollUps: 0, fromFacts: 0 };

async function slice(world: World, query: CombinedQuery): Promise<Combined> {
  const store = memoryStore(await storeWorld(world, "acme", snapshotId));
  const snapshot = await new SnapshotReader(store, "acme", new ByteCache(1e7)).open(snapshotId);
  answered[snapshot!.has("campaign_months") ? "fromRollUps" : "fromFacts"] += 1;
  const plan = planSlice(toSliceQuery(query), snapshot!.manifest);
  const pointer = {
    tenant: { id: "acme", label: "Acme", currency: "JMD", timeZone: "UTC", workingHours: { from: 0, to: 24 } },
    current: null,
    lastFailure: null,
    sources: [],
  };
  const head = pinnedHead(pointer, snapshot!.manifest);
  const payload = combinedPayload(head, snapshot!, plan, await loadSlice(snapshot!, plan));
  // It is sent as it is: all of it is in the contract.
  expect(Combined.parse(payload)).toEqual(payload);
  return payload;
}

const sum = (facts: readonly Fact[], measure: Measure) =>
  facts.reduce((total, { values }) => total + BigInt(values[measure]), 0n);

function units(micros: bigint): number {
  const size = micros < 0n ? -micros : micros;
  const text = `${size / 1_000_000n}.${String(size % 1_000_000n).padStart(6, "0")}`;
  return Number(micros < 0n ? `-${text}` : text) + 0;
}

const expected = (facts: readonly Fact[]) => ({
  spend: units(sum(facts, "spend_micros")),
  impressions: Number(sum(facts, "impressions")),
  clicks: Number(sum(facts, "clicks")),
  conversions: units(sum(facts, "conversions_micros")),
});
const shown = (row: { spend: number; impressions: number; clicks: number; conversions: number }) => ({
  spend: row.spend + 0,
  impressions: row.impressions + 0,
  clicks: row.clicks + 0,
  conversions: row.conversions + 0,
});

/** The facts that a query means, by the plainest reading. */
function selected(
  world: World,
  query: CombinedQuery & { q?: keyof typeof searches | undefined },
  period: [string, string],
) {
  const wantedRegions = query.parishes?.map((name): number => (name === "saint ANN" ? 0 : name === "R2" ? 1 : 2));
  const passes = ({ date, campaign }: Fact) =>
    date >= period[0] &&
    date <= period[1] &&
    (!query.platforms || query.platforms.includes(campaigns[campaign]!.platform)) &&
    (!query.campaigns || query.campaigns.includes(campaigns[campaign]!.id)) &&
    (!query.q || (searches[query.q] as readonly number[]).includes(campaign));
  const byRegion = world.regionPerformance.filter(
    (fact) => passes(fact) && (!wantedRegions || wantedRegions.includes(fact.item)),
  );
  return { main: wantedRegions ? byRegion : world.performance.filter(passes), byRegion };
}

test("every number equals the sum of the rows that it stands for", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(world, query, async (world, query) => {
      const payload = await slice(world, query);
      const { period, coverage } = payload;
      if (!period) {
        expect(world.coverage).toBeNull();
        return;
      }
      const { main, byRegion } = selected(world, query, [period.startDate, period.endDate]);

      const { summary, trend, rows } = payload.campaign;
      expect(summary.totalSpend + 0).toBe(units(sum(main, "spend_micros")));
      expect(summary.totalImpressions + 0).toBe(Number(sum(main, "impressions")));
      expect(summary.totalConversionValue + 0).toBe(units(sum(main, "value_micros")));
      expect(summary.ctr).toBe(summary.totalImpressions === 0 ? null : summary.totalClicks / summary.totalImpressions);

      const dates = trend.map(({ date }) => date);
      const covered = coverage
        ? Array.from({ length: 101 }, (_, day) => dateOf(firstDay + day)).filter(
            (date) =>
              date >= coverage.startDate &&
              date <= coverage.endDate &&
              date >= period.startDate &&
              date <= period.endDate,
          )
        : [];
      expect(dates).toEqual(covered);
      for (const point of trend) {
        const ofDay = main.filter(({ date }) => date === point.date);
        expect(shown(point)).toEqual(expected(ofDay));
        if (ofDay.length > 0) expect(point.settled).toBe(ofDay.every(({ settled }) => settled));
      }

      const ran = new Set(main.map(({ campaign }) => campaign));
      expect(rows).toHaveLength(ran.size);
      for (const row of rows) {
        const campaign = campaigns.findIndex(({ id, platform }) => id === row.id && platform === row.platform);
        expect(shown(row)).toEqual(expected(main.filter((fact) => fact.campaign === campaign)));
        const places = new Set(
          byRegion.filter((fact) => fact.campaign === campaign && fact.item < 2).map(({ item }) => item),
        );
        expect(row.parishes).toEqual([...places].map((item) => regions[item]!.name).sort());
      }
      expect(rows.map(({ spend }) => spend)).toEqual(rows.map(({ spend }) => spend).toSorted((a, b) => b - a));

      for (const creative of payload.creative) {
        const ad = ads.findIndex(({ id }) => id === creative.id);
        expect(shown(creative)).toEqual(expected(main.filter((fact) => fact.item === ad)));
      }
      const delivered = query.parishes ? 0 : new Set(main.map(({ item }) => item)).size;
      expect(payload.creative).toHaveLength(delivered);
      expect(payload.row_counts).toMatchObject({
        campaign: ran.size,
        creative: delivered,
        parish: payload.parish.length,
      });

      for (const parish of payload.parish) {
        const ofRegion = byRegion.filter(({ item }) => regions[item]!.code === parish.code);
        expect(shown(parish)).toEqual(expected(ofRegion));
        expect(parish.campaignCount).toBe(new Set(ofRegion.map(({ campaign }) => campaign)).size);
      }
      expect(payload.parish).toHaveLength(new Set(byRegion.map(({ item }) => item)).size);

      const { previous } = summary;
      expect(previous === undefined).toBe(query.compare === undefined);
      if (!previous) return;
      const before = selected(world, query, [previous.startDate, previous.endDate]).main;
      expect(previous.totalSpend + 0).toBe(units(sum(before, "spend_micros")));
      expect(previous.totalClicks + 0).toBe(Number(sum(before, "clicks")));
    }),
    { numRuns: 150 },
  );
  expect(Math.min(answered.fromRollUps, answered.fromFacts)).toBeGreaterThan(8);
});

test("pages through all campaigns once, whatever the page size", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 3 }), async (world, limit) => {
      const whole = (await slice(world, {})).campaign.rows;
      const paged: Combined["campaign"]["rows"] = [];
      let cursor: string | null | undefined;
      do {
        const page: Combined["campaign"] = (await slice(world, { limit, cursor: cursor ?? undefined })).campaign;
        paged.push(...page.rows);
        cursor = page.next_cursor;
      } while (cursor);
      expect(paged).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});
