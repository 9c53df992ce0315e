import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { Restatements } from "#contracts/metric-restatements.ts";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../../testing/factories.ts";
import { startApp } from "../../../testing/harness.ts";
import type { Fact, World } from "../../snapshots/world.fixture.ts";
import { publishWorld } from "../publish.fixture.ts";

const app = startApp();
let owner: TestSession;

const campaigns: World["campaigns"] = [
  { id: "c1", platform: "meta", name: "Summer" },
  { id: "c2", platform: "meta", name: "Winter" },
  { id: "c1", platform: "tiktok", name: "Autumn" },
];
const dateOf = (day: number) => new Date(Date.UTC(2026, 0, 20 + day)).toISOString().slice(0, 10);
const fact = (date: string, campaign: number, spend: number, settled = false): Fact => ({
  date,
  campaign,
  item: campaign,
  settled,
  values: {
    impressions: spend % 7,
    clicks: spend % 3,
    spend_micros: spend,
    account_spend_micros: spend,
    conversions_micros: 500_000,
    value_micros: 3 * spend,
  },
});
/** `order` is the one in which the snapshot lists the campaigns: rows of different snapshots say nothing of each other. */
const worldOf = (facts: readonly Fact[], order: readonly number[] = [0, 1, 2], days = 60): World => ({
  campaigns: order.map((at) => campaigns[at]!),
  ads: order.map((at, row) => ({ id: `a${at}`, campaign: row, name: `Ad ${at}` })),
  regions: [],
  budgets: [],
  performance: facts.map((each) => ({
    ...each,
    campaign: order.indexOf(each.campaign),
    item: order.indexOf(each.campaign),
  })),
  regionPerformance: [],
  coverage: { start_date: dateOf(0), end_date: dateOf(days - 1) },
  sources: [],
});

beforeAll(async () => {
  for (const id of ["acme", "other"]) await createTenant(app, id, { members: [member(`owner@${id}.test`)] });
});

async function publish(world: World): Promise<string> {
  const id = await publishWorld(app, "acme", world);
  owner = await signIn(app, "owner@acme.test");
  return id;
}
const send = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  app.fetch(`/api/metrics/restatements/?${new URLSearchParams(query)}`, { headers: { ...owner.bearer, ...headers } });
async function ask(query: Record<string, string>): Promise<Restatements> {
  const response = await send(query);
  expect(response.status, await response.clone().text()).toBe(200);
  return Restatements.parse(await response.json());
}

const facts = fc
  .uniqueArray(fc.tuple(fc.nat(59), fc.nat(2), fc.integer({ min: 0, max: 4 })), {
    maxLength: 40,
    selector: ([day, campaign]) => `${day} ${campaign}`,
  })
  .map((drawn) => drawn.map(([day, campaign, spend]) => fact(dateOf(day), campaign, spend * 1_000_003)));

test("what two snapshots tell differently is found, and nothing else, however each of them is written", async () => {
  const orders = fc.constantFrom([0, 1, 2], [2, 0, 1], [1, 2, 0]);
  await fc.assert(
    fc.asyncProperty(facts, facts, orders, fc.integer({ min: 1, max: 7 }), async (before, after, order, limit) => {
      const kept = before.filter((_, at) => at % 2 === 0);
      const names = ({ date, campaign }: Fact) => `${date} ${campaign}`;
      const later = [...kept, ...after.filter((each) => !kept.some((other) => names(other) === names(each)))];
      const [from, to] = [await publish(worldOf(before)), await publish(worldOf(later, order))];
      const spendOf = (all: readonly Fact[], key: string) =>
        all.find((each) => names(each) === key)?.values.spend_micros ?? null;
      const differs = [...new Set([...before, ...later].map(names))].filter((key) => {
        const [old, now] = [before, later].map((all) => all.find((each) => names(each) === key));
        const values = (each: Fact | undefined) => JSON.stringify(each?.values ?? fact("", 0, 0).values);
        const isNothing = (each: Fact | undefined) => !each;
        return isNothing(old) !== isNothing(now) || values(old) !== values(now);
      });
      const rows: Restatements["rows"] = [];
      let page = await ask({ from, to, limit: String(limit) });
      rows.push(...page.rows);
      while (page.next_cursor) {
        page = await ask({ from, to, limit: String(limit), cursor: page.next_cursor });
        rows.push(...page.rows);
      }
      expect(page.total_rows).toBe(rows.length);
      const found = rows.map(({ date, platform, campaignId }) => {
        const at = campaigns.findIndex((each) => each.platform === platform && each.id === campaignId);
        return `${date} ${at}`;
      });
      expect(found.toSorted()).toEqual(differs.toSorted());
      expect(rows.map(({ date }) => date)).toEqual(
        rows
          .map(({ date }) => date)
          .toSorted()
          .toReversed(),
      );
      for (const [at, row] of rows.entries()) {
        const [old, now] = [spendOf(before, found[at]!) ?? 0, spendOf(later, found[at]!) ?? 0];
        expect(row.spend).toEqual({ from: old / 1e6, to: now / 1e6, delta: (now - old) / 1e6 });
      }
      for (const { platform, spend, rows: count } of page.platforms) {
        const own = rows.filter((row) => row.platform === platform);
        expect(count).toBe(own.length);
        expect(spend.delta).toBeCloseTo(
          own.reduce((sum, row) => sum + row.spend.delta, 0),
          9,
        );
      }
    }),
    { numRuns: 12 },
  );
});

test("new days are told apart from restated ones; filters and days narrow what is compared", async () => {
  const before = [fact("2026-02-01", 0, 1_000_000, true), fact("2026-02-02", 2, 2_000_000)];
  const from = await publish(worldOf(before, [0, 1, 2], 20));
  const after = [fact("2026-02-01", 0, 1_500_000, true), fact("2026-02-02", 2, 1_000_000), fact("2026-02-20", 0, 9)];
  const to = await publish(worldOf(after, [0, 1, 2], 40));
  const all = await ask({ from, to });
  expect(all).toMatchObject({
    from: { snapshot_id: from },
    to: { snapshot_id: to },
    compared: { startDate: "2026-01-20", endDate: "2026-02-08" },
    added: { startDate: "2026-02-09", endDate: "2026-02-28" },
    total_rows: 2,
    rows: [
      { date: "2026-02-02", platform: "tiktok", campaignName: "Autumn", settled: false, spend: { delta: -1 } },
      { date: "2026-02-01", platform: "meta", settled: true, spend: { from: 1, to: 1.5, delta: 0.5 } },
    ],
  });
  expect(all.platforms.map(({ platform, spend }) => [platform, spend.delta])).toEqual([
    ["meta", 0.5],
    ["tiktok", -1],
  ]);
  expect((await ask({ from, to, platforms: "meta" })).rows).toHaveLength(1);
  expect((await ask({ from, to, q: "autumn" })).rows).toHaveLength(1);
  expect((await ask({ from, to, start_date: "2026-02-02" })).rows).toHaveLength(1);
  expect(await ask({ from, to, start_date: "2027-01-01" })).toMatchObject({ compared: null, added: null, rows: [] });
  expect(await ask({ from: to, to })).toMatchObject({ total_rows: 0, added: null });
  const response = await send({ from, to });
  expect((await send({ from, to }, { "if-none-match": response.headers.get("etag")! })).status).toBe(304);
});

test("what cannot be compared is refused by name", async () => {
  const from = await publish(worldOf([]));
  const to = await publish(worldOf([]));
  const nobody = "0190b3f0-0000-7000-8000-000000000009";
  expect((await send({ from: nobody, to })).status).toBe(404);
  expect((await send({ from, to: nobody })).status).toBe(404);
  for (const [query, field] of [
    [{ from }, "to"],
    [{ from: "yesterday", to }, "from"],
    [{ from, to, cursor: "abc" }, "cursor"],
    [{ from, to, start_date: "2026-02-03", end_date: "2026-02-01" }, "end_date"],
    [{ from, to, colour: "blue" }, "colour"],
  ] as const) {
    const response = await send(query as never);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Problem).errors).toContainEqual(expect.objectContaining({ field }));
  }
  owner = await signIn(app, "owner@other.test");
  expect((await send({ from, to })).status).toBe(404);
});
