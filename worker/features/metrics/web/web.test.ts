import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as contracts from "#contracts/metric-web.ts";
import type { Problem } from "#contracts/problem.ts";
import { visitMeasures } from "#contracts/snapshot.ts";
import { createTenant, member, signIn, type TestSession } from "../../../testing/factories.ts";
import { startApp } from "../../../testing/harness.ts";
import type { WebFact, WebWorld } from "../../snapshots/web-world.fixture.ts";
import type { World } from "../../snapshots/world.fixture.ts";
import { publishWorld } from "../publish.fixture.ts";

const app = startApp();
let owner: TestSession;

const drawn = fc.sample(fc.integer({ min: 0, max: 5 }), { numRuns: 4_000, seed: 11 });
let at = 0;
const draw = () => drawn[at++ % drawn.length]!;
const pick = (...of: string[]) => of[draw() % of.length]!;
const dates = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2026, 1, 10 + day)).toISOString().slice(0, 10));

const visit = (date: string, property: number): WebFact => ({
  date,
  property,
  settled: date < "2026-03-15",
  labels: {
    channel: pick("Organic Search", "Paid Social", "unattributed"),
    source: pick("google", "meta", "(direct)"),
    medium: pick("organic", "cpc"),
    campaign: pick("Été", "winter", "unattributed"),
    country: pick("Jamaica", "Canada"),
    region: pick("Kingston Parish", "Ontario"),
    parish: pick("Kingston", "Abroad", "Unmapped"),
  },
  values: Object.fromEntries(
    visitMeasures.map((measure) => [measure, draw() * (measure.endsWith("_micros") ? 250_000 : 1)]),
  ),
});
const search = (date: string, property: number): WebFact => ({
  date,
  property,
  settled: true,
  labels: {
    type: "web",
    country: pick("jam", "can"),
    device: pick("MOBILE", "DESKTOP"),
    query: pick("hotel kingston", "jamaica hotels", "unattributed"),
    page: pick("https://shop.example/", "https://shop.example/rooms"),
  },
  values: { impressions: draw(), clicks: draw() % 3, position_sum: 4 * draw() },
});
const days = dates.flatMap((date) => [date, date, date, date]);
const web: WebWorld = {
  properties: [
    { platform: "ga4", id: "p1", name: "Shop", timeZone: "America/Jamaica" },
    { platform: "ga4", id: "p2", name: "Blog", timeZone: "America/New_York" },
    { platform: "search_console", id: "sc-domain:shop.example", name: "shop.example", timeZone: "America/Los_Angeles" },
  ],
  visits: days.map((date) => visit(date, draw() % 2)),
  searches: days.map((date) => search(date, 2)),
  users: dates.flatMap((date, day) =>
    [0, 1].map((property) => ({ date, property, settled: true, labels: {}, values: { users: 10 * day + property } })),
  ),
};
const none: Omit<World, "web"> = {
  campaigns: [],
  ads: [],
  regions: [],
  budgets: [],
  performance: [],
  regionPerformance: [],
  coverage: null,
  sources: [],
};

beforeAll(async () => {
  await createTenant(app, "acme", { members: [member("owner@acme.test")] });
  await createTenant(app, "other", { members: [member("owner@other.test")] });
  await publishWorld(app, "acme", { ...none, web });
  owner = await signIn(app, "owner@acme.test");
});

type Noun = "web" | "search";
interface Page {
  readonly rows: Record<string, number | string | boolean | null>[];
  readonly totals: Record<string, number | null>;
  readonly total_rows: number;
  readonly next_cursor: string | null;
  readonly availability: { status: string; reason: string | null };
}
const send = (noun: Noun, query: Record<string, string>, who = owner) =>
  app.fetch(`/api/metrics/${noun}/?${new URLSearchParams(query)}`, { headers: who.bearer });
async function ask(noun: Noun, query: Record<string, string> = {}, who = owner): Promise<Page> {
  const response = await send(noun, query, who);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

const sum = (facts: readonly WebFact[], measure: string) =>
  facts.reduce((all, { values }) => all + values[measure]!, 0);
const ratio = (a: number, b: number) => (b === 0 ? null : expect.closeTo(a / b, 9));
const figures = {
  web: (facts: readonly WebFact[]) => ({
    sessions: sum(facts, "sessions"),
    pageViews: sum(facts, "page_views"),
    engagementSeconds: sum(facts, "engagement_micros") / 1e6,
    conversions: sum(facts, "conversions_micros") / 1e6,
    revenue: sum(facts, "revenue_micros") / 1e6,
    engagementRate: ratio(sum(facts, "engaged_sessions"), sum(facts, "sessions")),
    conversionRate: ratio(sum(facts, "conversions_micros"), sum(facts, "sessions") * 1e6),
  }),
  search: (facts: readonly WebFact[]) => ({
    impressions: sum(facts, "impressions"),
    clicks: sum(facts, "clicks"),
    ctr: ratio(sum(facts, "clicks"), sum(facts, "impressions")),
    position: ratio(sum(facts, "position_sum"), sum(facts, "impressions")),
  }),
};

const question = fc.record({
  asked: fc.constantFrom(
    ...contracts.visitDimensions.map((by) => ({ noun: "web" as const, by, facts: web.visits })),
    ...contracts.searchDimensions.map((by) => ({ noun: "search" as const, by, facts: web.searches })),
  ),
  ends: fc.uniqueArray(fc.nat(dates.length - 1), { minLength: 2, maxLength: 2 }),
  property: fc.constantFrom(undefined, 0, 1),
  limit: fc.integer({ min: 1, max: 30 }),
});

test("any label over any days equals plain sums, page by page", async () => {
  await fc.assert(
    fc.asyncProperty(question, async ({ asked: { noun, by, facts }, ends, property, limit }) => {
      const [from, to] = ends.map((day) => dates[day]!).sort() as [string, string];
      const only = noun === "web" ? property : undefined;
      const passing = facts.filter(
        (fact) => fact.date >= from && fact.date <= to && (only === undefined || fact.property === only),
      );
      const labelOf = (fact: WebFact) =>
        by === "day" ? fact.date : by === "property" ? web.properties[fact.property]!.name : fact.labels[by]!;
      const wanted = [...Map.groupBy(passing, labelOf)].map(([label, of]) => ({
        label,
        settled: of.every(({ settled }) => settled),
        ...figures[noun](of),
      }));
      const query = { by, start_date: from, end_date: to, sort: "label", limit: String(limit) };
      const asked: Record<string, string> =
        only === undefined ? query : { ...query, properties: web.properties[only]!.id };
      const rows: Page["rows"] = [];
      let page = await ask(noun, asked);
      rows.push(...page.rows);
      while (page.next_cursor !== null) {
        page = await ask(noun, { ...asked, cursor: page.next_cursor });
        rows.push(...page.rows);
      }
      const byLabel = <T extends { label?: unknown }>(list: T[]) =>
        list.sort((a, b) => (String(a.label) < String(b.label) ? -1 : 1));
      expect(byLabel(rows)).toMatchObject(byLabel(wanted));
      expect(page.total_rows).toBe(wanted.length);
      expect(page.totals).toMatchObject(figures[noun](passing));
    }),
    { numRuns: 80 },
  );
});

test("users are told of the days of one property alone", async () => {
  const asked = { by: "day", sort: "label", start_date: dates[3]!, end_date: dates[5]! };
  const usersOf = async (query: Record<string, string>) => (await ask("web", query)).rows.map(({ users }) => users);
  expect(await usersOf({ ...asked, properties: "p2" })).toEqual([31, 41, 51]);
  expect(new Set(await usersOf(asked))).toEqual(new Set([null]));
  expect(new Set(await usersOf({ properties: "p2" }))).toEqual(new Set([null]));
});

test("a part of the label is searched for without case and accents, and totals are of what was found", async () => {
  const found = await ask("web", { by: "campaign", q: "ETE" });
  expect(found.rows.map(({ label }) => label)).toEqual(["Été"]);
  expect(found.totals.sessions).toBe(found.rows[0]!.sessions);
  expect((await ask("search", { q: "nothing" })).availability).toMatchObject({ status: "no_match" });
});

test("without dates it is the last 30 days of the visits; other days say what there is", async () => {
  expect(await ask("web")).toMatchObject({
    coverage: { startDate: dates[0], endDate: dates.at(-1) },
    period: { startDate: dates[10], endDate: dates.at(-1) },
    properties: [
      { id: "p1", name: "Shop", timeZone: "America/Jamaica" },
      { id: "p2", name: "Blog", timeZone: "America/New_York" },
    ],
  });
  expect(await ask("web", { start_date: "2025-01-01", end_date: "2025-01-31" })).toMatchObject({
    rows: [],
    availability: {
      status: "no_match",
      reason: `The period lies outside the data, which covers ${dates[0]} to ${dates.at(-1)}`,
    },
  });
});

test("what is asked wrongly is refused by name", async () => {
  const refusals: [Noun, Record<string, string>, string, string][] = [
    ["web", { by: "query" }, "by", ""],
    ["search", { sort: "sessions" }, "sort", ""],
    ["web", { colour: "blue" }, "colour", ""],
    ["web", { start_date: "2026-03-02", end_date: "2026-03-01" }, "end_date", "must not be before start_date"],
    ["web", { properties: "p1,p9" }, "properties", "unknown: p9; known are: p1, p2"],
    ["search", { properties: "p1" }, "properties", "unknown: p1; known are: sc-domain:shop.example"],
    ["web", { cursor: "abc" }, "cursor", "is not a cursor"],
  ];
  for (const [noun, query, field, message] of refusals) {
    const response = await send(noun, query);
    expect(response.status, JSON.stringify(query)).toBe(400);
    const { errors } = (await response.json()) as Problem;
    expect(errors).toContainEqual({ field, message: expect.stringContaining(message) });
  }
});

test("a tenant without websites, or without anything, is told so", async () => {
  const other = await signIn(app, "owner@other.test");
  expect(await ask("web", {}, other)).toMatchObject({
    snapshot_id: null,
    totals: null,
    availability: { status: "empty", reason: "No data yet: nothing has been published" },
  });
  await publishWorld(app, "other", none);
  expect(await ask("search", {}, await signIn(app, "owner@other.test"))).toMatchObject({
    rows: [],
    availability: { status: "empty", reason: "No data yet: no website is connected" },
  });
});
