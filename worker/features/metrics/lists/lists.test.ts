import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import * as contracts from "#contracts/metric-lists.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../../testing/factories.ts";
import { startApp } from "../../../testing/harness.ts";
import type { Fact, World } from "../../snapshots/world.fixture.ts";
import { publishWorld } from "../publish.fixture.ts";

const app = startApp();
let owner: TestSession;

const campaigns: World["campaigns"] = [
  { id: "c1", platform: "meta", name: "Été" },
  { id: "c2", platform: "meta", name: "Winter" },
  { id: "c1", platform: "tiktok", name: "autumn" },
];
/** Two campaigns have an ad set of the same id, and the last two ads have none. */
const ads: World["ads"] = Array.from({ length: 12 }, (_, ad) => ({
  id: `a${ad}`,
  campaign: Math.floor(ad / 4),
  name: `Ad ${ad % 5}`,
  ...(ad < 10 && { adSet: `s${ad % 2}` }),
}));
const regions = [
  { code: "R1", name: "Kingston" },
  { code: "unattributed", name: "unattributed" },
];

/** Small whole numbers, so that equal values are common, and nothing else than sums and divisions is needed to know the answer. */
const numbers = fc.sample(fc.integer({ min: 0, max: 3 }), { numRuns: 5_000, seed: 7 });
let drawn = 0;
const draw = () => numbers[drawn++ % numbers.length]!;
const fact = (date: string, campaign: number, item: number): Fact => {
  const spend = draw() * 1_000_000;
  const values = {
    impressions: draw() * 10,
    clicks: draw(),
    spend_micros: spend,
    account_spend_micros: spend,
    conversions_micros: draw() * 500_000,
    value_micros: draw() * 2_000_000,
  };
  return { date, campaign, item, settled: true, values };
};
const dates = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2026, 1, 1 + day)).toISOString().slice(0, 10));
const world: World = {
  campaigns,
  ads,
  regions,
  budgets: [
    { id: "b1", campaign: 0, monthly: 100_000_000, spent: 40_000_000, projected: 90_000_000 },
    { id: "b2", campaign: 1, monthly: 0, spent: 0, projected: 0 },
    { id: "b3", campaign: 2, monthly: 50_000_000, spent: 40_000_000, projected: 60_000_000 },
  ],
  performance: dates.flatMap((date) =>
    ads.filter(() => draw() > 0).map((ad) => fact(date, ad.campaign, ads.indexOf(ad))),
  ),
  regionPerformance: dates.flatMap((date) => campaigns.map((_, campaign) => fact(date, campaign, campaign % 2))),
  coverage: { start_date: dates[0]!, end_date: dates.at(-1)! },
  sources: [],
};

const Answer = z.looseObject({
  snapshot_id: z.string().nullable(),
  snapshot_current: z.boolean(),
  availability: z.object({ status: z.string(), reason: z.string().nullable() }),
  totals: z.record(z.string(), z.number().nullable()).nullable(),
  total_rows: z.number(),
  rows: z.array(z.record(z.string(), z.unknown())),
  next_cursor: z.string().nullable(),
});

const send = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(`/api/metrics/${path}`, { headers: { ...owner.bearer, ...headers } });

async function ask(noun: string, query: Record<string, string> = {}) {
  const response = await send(`${noun}/?${new URLSearchParams(query)}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return Answer.parse(await response.json());
}

/** Every page, in order. */
async function whole(noun: string, query: Record<string, string>) {
  const rows: Record<string, unknown>[] = [];
  let page = await ask(noun, query);
  rows.push(...page.rows);
  while (page.next_cursor !== null) {
    page = await ask(noun, { ...query, cursor: page.next_cursor });
    rows.push(...page.rows);
  }
  return { rows, page };
}

beforeAll(async () => {
  for (const id of ["acme", "other"]) await createTenant(app, id, { members: [member(`owner@${id}.test`)] });
  await publishWorld(app, "acme", world);
  owner = await signIn(app, "owner@acme.test");
});

const units = (micros: number) => micros / 1_000_000;
const ratio = (dividend: number, divisor: number) => (divisor === 0 ? null : dividend / divisor);

/** The plainest sums there are, of the facts that pass. */
function figuresOf(facts: readonly Fact[]) {
  const sum = (measure: keyof Fact["values"]) => facts.reduce((all, { values }) => all + values[measure], 0);
  const [impressions, clicks, spend] = [sum("impressions"), sum("clicks"), units(sum("spend_micros"))];
  const [conversions, conversionValue] = [units(sum("conversions_micros")), units(sum("value_micros"))];
  return {
    spend,
    impressions,
    clicks,
    conversions,
    conversionValue,
    roas: ratio(conversionValue, spend),
    ctr: ratio(clicks, impressions),
    cpc: ratio(spend, clicks),
    cpm: ratio(spend * 1000, impressions),
    cpa: ratio(spend, conversions),
  };
}

interface Listing {
  readonly noun: "campaigns" | "creatives" | "ads" | "adsets" | "regions";
  readonly facts: readonly Fact[];
  readonly groupOf: (fact: Fact) => string;
  readonly keyOf: (row: Record<string, unknown>) => string;
}
const campaignKey = (campaign: number) => `${campaigns[campaign]!.platform} ${campaigns[campaign]!.id}`;
const listings: readonly Listing[] = [
  {
    noun: "campaigns",
    facts: world.performance,
    groupOf: ({ campaign }) => campaignKey(campaign),
    keyOf: (row) => `${row.platform} ${row.id}`,
  },
  ...(["creatives", "ads"] as const).map((noun) => ({
    noun,
    facts: world.performance,
    groupOf: ({ item }: Fact) => ads[item]!.id,
    keyOf: (row: Record<string, unknown>) => String(row.id),
  })),
  {
    noun: "adsets",
    facts: world.performance,
    groupOf: ({ campaign, item }) =>
      `${campaignKey(campaign)} ${ads[item]!.adSet ?? `unattributed:${campaigns[campaign]!.id}`}`,
    keyOf: (row) => `${row.platform} ${row.campaignId} ${row.id}`,
  },
  {
    noun: "regions",
    facts: world.regionPerformance,
    groupOf: ({ item }) => regions[item]!.code,
    keyOf: (row) => String(row.code),
  },
];
const measures = [
  "spend",
  "impressions",
  "clicks",
  "conversions",
  "conversionValue",
  "roas",
  "ctr",
  "cpc",
  "cpm",
  "cpa",
];
const near = (value: unknown) => (typeof value === "number" ? expect.closeTo(value, 9) : value);

test("any list, sorted any way, in pages of any size, is what plain sums say", async () => {
  const question = fc.record({
    listing: fc.constantFrom(...listings),
    sort: fc.constantFrom(...measures),
    order: fc.constantFrom("asc", "desc", undefined),
    limit: fc.integer({ min: 1, max: 15 }),
    days: fc
      .uniqueArray(fc.nat(dates.length - 1), { minLength: 2, maxLength: 2 })
      .map((ends) => ends.sort((a, b) => a - b)),
    platforms: fc.constantFrom(undefined, "meta", "tiktok"),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ listing, sort, order, limit, days, platforms }) => {
      const [from, to] = [dates[days[0]!]!, dates[days[1]!]!];
      const passing = listing.facts.filter(
        ({ date, campaign }) =>
          date >= from && date <= to && (!platforms || campaigns[campaign]!.platform === platforms),
      );
      const expected = new Map(
        [...Map.groupBy(passing, listing.groupOf)].map(([key, facts]) => [key, figuresOf(facts)]),
      );
      const query = { sort, limit: String(limit), start_date: from, end_date: to, ...(order && { order }) };
      const { rows, page } = await whole(listing.noun, { ...query, ...(platforms && { platforms }) });
      expect(rows.map(listing.keyOf).sort()).toEqual([...expected.keys()].sort());
      for (const row of rows)
        expect(row).toMatchObject(
          Object.fromEntries(
            Object.entries(expected.get(listing.keyOf(row))!).map(([name, value]) => [name, near(value)]),
          ),
        );
      expect(page.total_rows).toBe(rows.length);
      expect(page.totals).toEqual(
        Object.fromEntries(Object.entries(figuresOf(passing)).map(([name, value]) => [name, near(value)])),
      );
      const sorted = rows.map((row) => row[sort] as number | null);
      const values = sorted.filter((value) => value !== null);
      expect(sorted.slice(values.length).every((value) => value === null)).toBe(true);
      expect(values).toEqual(values.toSorted((a, b) => (order === "asc" ? a - b : b - a)));
    }),
    { numRuns: 60 },
  );
});

test("rows tell what they are of, and text is sorted without case and accents", async () => {
  const names = async (order: string) => (await ask("campaigns", { sort: "name", order })).rows.map(({ name }) => name);
  expect(await names("asc")).toEqual(["autumn", "Été", "Winter"]);
  expect(await names("desc")).toEqual(["Winter", "Été", "autumn"]);
  const [first] = (await ask("adsets", { sort: "name" })).rows;
  expect(first).toMatchObject({ id: "s0", name: "Set s0", campaignName: "Été", platform: "meta", adCount: 2 });
  expect((await ask("ads", { sort: "adSetName", order: "desc" })).rows.at(-1)).toMatchObject({ adSetId: null });
  expect((await ask("creatives")).rows[0]).toMatchObject({ thumbnailUrl: null, status: "ACTIVE" });
  expect((await ask("pacing")).rows.map(({ id, pacingPercent }) => [id, pacingPercent])).toEqual([
    ["b3", 120],
    ["b1", 90],
    ["b2", null],
  ]);
  expect((await ask("ads", { parishes: "Kingston" })).availability).toMatchObject({ status: "unavailable" });
  expect((await ask("campaigns", { q: "nothing" })).availability).toMatchObject({ status: "no_match" });
});

test("pages stay with the snapshot that the first one was of, whatever is published since", async () => {
  const first = await ask("ads", { limit: "5" });
  await publishWorld(app, "acme", { ...world, performance: [] });
  owner = await signIn(app, "owner@acme.test");
  expect(await ask("ads", { limit: "5" })).toMatchObject({ total_rows: 0, availability: { status: "empty" } });
  const second = await ask("ads", { limit: "5", cursor: first.next_cursor! });
  expect(second).toMatchObject({ snapshot_id: first.snapshot_id, snapshot_current: false, total_rows: 12 });
  expect(second.rows.map(({ id }) => id)).not.toEqual(first.rows.map(({ id }) => id));
  await publishWorld(app, "acme", world);
  owner = await signIn(app, "owner@acme.test");
});

test("the same list is not sent twice, and no snapshot is an empty list that says so", async () => {
  const response = await send("campaigns/?sort=clicks");
  const etag = response.headers.get("etag")!;
  expect(response.headers.get("server-timing")).toMatch(/slice;dur=/);
  expect((await send("campaigns/?sort=clicks", { "if-none-match": etag })).status).toBe(304);
  expect((await send("campaigns/?sort=clicks&order=asc", { "if-none-match": etag })).status).toBe(200);
  owner = await signIn(app, "owner@other.test");
  expect(await ask("regions")).toMatchObject({
    snapshot_id: null,
    rows: [],
    total_rows: 0,
    availability: { status: "empty", reason: "No data yet: nothing has been published" },
  });
  owner = await signIn(app, "owner@acme.test");
});

test("what does not fit is refused by name", async () => {
  const { next_cursor: cursor } = await ask("ads", { limit: "1" });
  const refusals: [string, string, string][] = [
    ["ads/?sort=colour", "sort", ""],
    ["ads/?limit=0", "limit", ""],
    ["ads/?colour=blue", "colour", ""],
    ["ads/?start_date=2026-02-03&end_date=2026-02-02", "end_date", "must not be before start_date"],
    ["ads/?cursor=abc", "cursor", "is not a cursor"],
    [`ads/?limit=1&order=asc&cursor=${cursor}`, "cursor", "belongs to another question"],
    [`creatives/?limit=1&cursor=${cursor}`, "cursor", "belongs to another question"],
    [`ads/?cursor=${cursor}&snapshot=0190b3f0-0000-7000-8000-000000000009`, "cursor", "belongs to another snapshot"],
    ["regions/?parishes=Atlantis", "parishes", "unknown: Atlantis"],
  ];
  for (const [path, field, message] of refusals) {
    const response = await send(path);
    expect(response.status, path).toBe(400);
    const { errors } = (await response.json()) as Problem;
    expect(errors, path).toContainEqual({ field, message: expect.stringContaining(message) });
  }
  expect((await send("ads/?snapshot=0190b3f0-0000-7000-8000-000000000009")).status).toBe(404);
});

test("each list's sorts are columns of its rows", () => {
  for (const { query, output, name } of [
    contracts.campaignsList,
    contracts.creativesList,
    contracts.adsetsList,
    contracts.adsList,
    contracts.regionsList,
    contracts.pacingList,
  ]) {
    const sorts: readonly string[] = query!.shape.sort.unwrap().options;
    const columns = Object.keys(output!.shape.rows.element.shape);
    expect(
      sorts.filter((sort) => !columns.includes(sort)),
      name,
    ).toEqual([]);
    expect(new Set(sorts).size).toBe(sorts.length);
  }
});
