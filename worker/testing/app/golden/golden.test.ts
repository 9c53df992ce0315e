import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { searchDimensions, visitDimensions } from "#contracts/metric-web.ts";
import { app, type Caller, newSnapshot, ownerOf } from "../client.ts";
import { type Marts, openMarts, type Row } from "../duck.ts";
import * as expected from "./expected.ts";
import { figures, only, sums, told } from "./figures.ts";
import { asQuery, daysOf, dayText, facts, type Known, knownIn, type Question, questions } from "./question.ts";
import { csv, list, readCsv } from "./read.ts";
import { searchesBy, visitsBy } from "./web.ts";

/** Every number of the metrics API against SQL over the marts that the snapshot was made from, for any filters. */
const { id: tenantId } = app.ready.tenants[0]!;
let caller: Caller;
let marts: Marts;
let known: Known;
let snapshot: string;

beforeAll(async () => {
  snapshot = await newSnapshot(tenantId, null);
  caller = await ownerOf(tenantId);
  marts = await openMarts(tenantId);
  expect(await newSnapshot(tenantId, null), "the marts are of another snapshot").toBe(snapshot);
  known = await knownIn(marts);
});
afterAll(() => marts.close());

/** Both answers of many questions; some of them have rows, or nothing was compared. */
async function holds(compare: (question: Question, scope: expected.Scope) => Promise<number>, numRuns: number) {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(questions(known), async (question) => {
      rows += await compare(question, { marts, known, question });
    }),
    { numRuns, endOnFailure: false },
  );
  expect(rows).toBeGreaterThan(numRuns);
}

test("the combined answer: summary, trend, campaigns, creatives, budgets and regions", () =>
  holds(async (question, scope) => {
    const answer = await caller.combined({ ...asQuery(question), snapshot, limit: "1000" });
    const { campaign } = answer;

    const total = await expected.totals(scope);
    expect(
      told({
        spend: campaign.summary.totalSpend,
        impressions: campaign.summary.totalImpressions,
        clicks: campaign.summary.totalClicks,
        conversions: campaign.summary.totalConversions,
        conversionValue: campaign.summary.totalConversionValue,
        roas: campaign.summary.averageRoas,
        ...only(campaign.summary, "ctr", "cpc", "cpm", "cpa"),
      }),
    ).toEqual(total);

    expect(campaign.trend.map(told)).toEqual(await expected.trend(scope));

    const campaigns = await expected.campaigns(scope);
    const withNull = (row: object) => ({ objective: null, startDate: null, endDate: null, ...row });
    expect(campaign.rows.map(withNull).map(told)).toEqual(campaigns.map(({ cpa: _, ...row }) => row));
    expect(campaign.next_cursor).toBeNull();

    const ads = question.parishes ? [] : await expected.ads(scope);
    const shown = ["id", "name", "campaignId", "campaignName", "platform", "thumbnailUrl"] as const;
    const measured = ["spend", "impressions", "clicks", "conversions", "roas", "ctr"] as const;
    expect(answer.creative.map((row) => told({ thumbnailUrl: null, ...row }))).toEqual(
      ads.map((row) => only(row, ...shown, ...measured)),
    );

    expect(answer.budget.map(told)).toEqual(await expected.budgets(scope));
    expect(
      answer.parish.map((row) =>
        told(only(row, "parish", "code", "spend", "impressions", "clicks", "conversions", "roas", "campaignCount")),
      ),
    ).toEqual(
      (await expected.regions(scope)).map(({ conversionValue: _, ctr: _a, cpc: _b, cpm: _c, cpa: _d, ...row }) => row),
    );
    expect(answer.row_counts).toEqual({
      campaign: campaigns.length,
      creative: ads.length,
      budget: answer.budget.length,
      parish: answer.parish.length,
    });
    const first = await caller.combined({ ...asQuery(question), snapshot, limit: "7" });
    expect(first.campaign.rows).toEqual(campaign.rows.slice(0, 7));
    expect(first.creative).toEqual(answer.creative.slice(0, 7));
    expect({ ...first.campaign, rows: [], next_cursor: null }).toEqual({ ...campaign, rows: [] });
    expect(told(answer.availability.parish_map).coverage_percent).toEqual(
      question.parishes ? null : await expected.placedPercent(scope),
    );
    return campaigns.length;
  }, 60));

test("what a period is compared with", () =>
  holds(async (question, scope) => {
    const { from, to } = daysOf(question, known);
    const answer = await caller.combined({
      ...asQuery(question),
      snapshot,
      sections: "campaign",
      compare: "previous_period",
    });
    const { previous } = answer.campaign.summary;
    const [before] = await marts.ask(`
      select (date '${from}' - 1)::varchar as to, (date '${from}' - (date '${to}' - date '${from}')::integer - 1)::varchar as from`);
    const earlier = { ...question, start_date: String(before!.from), end_date: String(before!.to) };
    expect(only(previous!, "startDate", "endDate")).toEqual({ startDate: before!.from, endDate: before!.to });
    const [row] = await marts.ask(`select ${sums} from ${facts(earlier, known)}`);
    const wanted = figures(row!);
    expect(
      told({
        spend: previous!.totalSpend,
        roas: previous!.averageRoas,
        cpa: previous!.cpa,
        impressions: previous!.totalImpressions,
      }),
    ).toEqual(only(wanted, "spend", "roas", "cpa", "impressions"));
    return (await expected.campaigns({ ...scope, question: earlier })).length;
  }, 25));

/** Rows in an order of their own, since a list's own is held by the tests beside it. */
const inOneOrder = (rows: readonly object[]) =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const isOfAds = (noun: string) => ["creatives", "ads", "ad", "adsets", "adset"].includes(noun);

const lists = {
  campaigns: expected.campaigns,
  creatives: async (scope: expected.Scope) =>
    (await expected.ads(scope)).map(({ adSetId: _, adSetName: _name, ...row }) => row),
  ads: async (scope: expected.Scope) => (await expected.ads(scope)).map(({ thumbnailUrl: _, ...row }) => row),
  adsets: expected.adSets,
  regions: expected.regions,
  pacing: expected.budgets,
};

test.each(Object.entries(lists))("the list of %s, page by page", (noun, wanted) =>
  holds(async (question, scope) => {
    const { rows, totals } = await list(caller, noun, { ...asQuery(question), snapshot, limit: "40" });
    const unavailable = isOfAds(noun) && question.parishes !== undefined;
    const all = unavailable ? [] : await wanted(scope);
    expect(inOneOrder(rows.map(told))).toEqual(inOneOrder(all));
    if (noun !== "pacing" && !unavailable) expect(told(totals!)).toEqual(await totalOf(noun, scope));
    return all.length;
  }, 15),
);

/** Regions are summed by region whatever is asked. */
const totalOf = (noun: string, { question }: expected.Scope) =>
  expected.totals({
    marts,
    known,
    question: noun === "regions" ? { ...question, parishes: question.parishes ?? known.regions } : question,
  });

const levels = { campaign: expected.campaigns, adset: expected.adSets, ad: lists.ads, region: expected.regions };
const numbers = [
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
const keyOf = (row: Row) => [row.platform, row.campaignId, row.id ?? row.code].join(" ");

test.each(Object.entries(levels))("the file of each %s", (level, wanted) =>
  holds(async ({ parishes, ...anywhere }, scope) => {
    const question = parishes && !isOfAds(level) ? { ...anywhere, parishes } : anywhere;
    const rows = await readCsv(marts, await csv(caller, { ...asQuery(question), snapshot, level }));
    const all: Row[] = await wanted({ ...scope, question });
    const cells = (row: Row) =>
      told(Object.fromEntries(numbers.map((name) => [name, row[name] === null ? null : Number(row[name])])));
    expect(new Map(rows.map((row) => [keyOf(row), cells(row)]))).toEqual(
      new Map(all.map((row) => [keyOf(row), only(row, ...numbers)])),
    );
    expect(rows).toHaveLength(all.length);
    return all.length;
  }, 10),
);

test("the file of each day", () =>
  holds(async (question, scope) => {
    const rows = await readCsv(marts, await csv(caller, { ...asQuery(question), snapshot, level: "day" }));
    const days = await expected.trend(scope);
    expect(rows.map((row) => [row.date, Math.round(Number(row.spend) * 1e6), row.settled])).toEqual(
      days.map(({ date, spend, settled }) => [date, spend, String(settled)]),
    );
    return rows.length;
  }, 10));

const webLists = [
  ["web", "api_web_daily", visitDimensions, visitsBy],
  ["search", "api_search_daily", searchDimensions, searchesBy],
] as const;

test.each(webLists)("the list of %s by each of its labels", async (noun, view, dimensions, wanted) => {
  const [span] = await marts.ask(
    `select min(date_day)::varchar as first, max(date_day)::varchar as last from marts.${view}`,
  );
  const [first, last] = [String(span!.first), String(span!.last)].map((day) => Date.parse(day) / 86_400_000);
  const day = fc.integer({ min: first!, max: last! });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom<string>(...dimensions), day, day, async (by, a, b) => {
      const [from, to] = [dayText(Math.min(a, b)), dayText(Math.max(a, b))];
      const { rows } = await list(caller, noun, { by, start_date: from, end_date: to, snapshot, limit: "200" });
      const shown = rows.map(({ id: _, users: _users, ...row }) => told(row));
      expect(inOneOrder(shown)).toEqual(inOneOrder(await wanted(marts, { by, from, to })));
    }),
    { numRuns: 25 },
  );
});
