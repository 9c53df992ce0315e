import { beforeAll, expect, test } from "vitest";
import { Combined } from "#contracts/metrics.ts";
import type { Problem } from "#contracts/problem.ts";
import { connection, createTenant, member, signIn, type TestSession } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";
import type { Fact, World } from "../snapshots/world.fixture.ts";
import { publishWorld } from "./publish.fixture.ts";

const app = startApp();
const hour = 3_600_000;
let owner: TestSession;
let stranger: TestSession;

const values = (spend: number, clicks = 1) => ({
  impressions: 100,
  clicks,
  spend_micros: spend,
  account_spend_micros: spend,
  conversions_micros: 500_000,
  value_micros: 3 * spend,
});
const fact = (date: string, campaign: number, item: number, spend: number): Fact => ({
  date,
  campaign,
  item,
  settled: date < "2026-03-10",
  values: values(spend),
});

const world: World = {
  campaigns: [
    { id: "c1", platform: "meta", name: "Summer" },
    { id: "c2", platform: "tiktok", name: "Winter" },
  ],
  ads: [
    { id: "a1", campaign: 0, name: "Ad 1" },
    { id: "a2", campaign: 1, name: "Ad 2" },
  ],
  regions: [
    { code: "JM-01", name: "Kingston" },
    { code: "unattributed", name: "unattributed" },
  ],
  budgets: [{ id: "b1", campaign: 0, monthly: 100_000_000, spent: 40_000_000, projected: 90_000_000 }],
  performance: [
    fact("2026-03-01", 0, 0, 1_000_001),
    fact("2026-03-15", 0, 0, 2_500_000),
    fact("2026-03-15", 1, 1, 250_000),
  ],
  regionPerformance: [fact("2026-03-01", 0, 0, 1_000_001), fact("2026-03-15", 0, 1, 2_500_000)],
  coverage: { start_date: "2026-03-01", end_date: "2026-03-15" },
  sources: [
    {
      platform: "meta",
      last_extracted_at: "2026-03-15T10:00:00.000Z",
      data_through: "2026-03-15",
      settled_until: "2026-03-09",
    },
    // Says nothing of whether ads are settled.
    { platform: "ga4", last_extracted_at: null, data_through: "2026-03-15", settled_until: "2026-03-01" },
  ],
};

const publish = (tenantId: string, changed: Partial<World> = {}) =>
  publishWorld(app, tenantId, { ...world, ...changed });

async function failTransform(tenantId: string, reason: string): Promise<void> {
  const tenant = app.services.openTenant(tenantId);
  await tenant.transforms.request();
  app.pass(10 * 60_000);
  const lease = await app.services.system.leases.take("test");
  await tenant.transforms.failForData(lease!, reason);
  app.pass(1000);
}

const ask = (query: string, who = owner, headers: Record<string, string> = {}) =>
  app.fetch(`/api/metrics/combined/${query}`, { headers: { ...who.bearer, ...headers } });

async function combined(query = "", who = owner): Promise<Combined> {
  const response = await ask(query, who);
  expect(response.status, await response.clone().text()).toBe(200);
  return Combined.parse(await response.json());
}

beforeAll(async () => {
  await createTenant(app, "acme", {
    label: "Acme",
    members: [member("owner@acme.test")],
    connections: [connection("meta-1")],
  });
  await createTenant(app, "other", { label: "Other", members: [member("owner@other.test")] });
});

/** Access tokens end while tests move the clock, so each test signs in anew. */
async function enter() {
  owner = await signIn(app, "owner@acme.test");
  stranger = await signIn(app, "owner@other.test");
}

test("without a snapshot everything is empty, and says why", async () => {
  await enter();
  const payload = await combined("", stranger);
  expect(payload).toMatchObject({
    tenant_id: "other",
    snapshot_id: null,
    snapshot_generated_at: null,
    status: "missing",
    coverage: null,
    period: null,
    campaign: { trend: [], rows: [], summary: { totalSpend: 0, ctr: null } },
  });
  expect(payload.availability.campaign).toEqual({ status: "empty", reason: "No data yet: nothing has been published" });
});

test("the current snapshot, whole", async () => {
  const snapshotId = await publish("acme");
  await enter();
  const payload = await combined("?compare=previous_period");
  expect(payload).toMatchObject({
    tenant_label: "Acme",
    snapshot_id: snapshotId,
    snapshot_current: true,
    status: "ok",
    period: { startDate: "2026-02-14", endDate: "2026-03-15" },
    campaign: {
      summary: {
        totalSpend: 3.750001,
        totalImpressions: 300,
        totalConversions: 1.5,
        averageRoas: 3,
        previous: { totalSpend: 0, cpc: null },
      },
      rows: [
        { id: "c1", spend: 3.500001, parishes: ["Kingston"] },
        { id: "c2", spend: 0.25, parishes: [] },
      ],
    },
    creative: [{ id: "a1", campaignName: "Summer" }, { id: "a2" }],
    budget: [{ id: "b1", monthlyBudget: 100, projectedSpend: 90, pacingPercent: 90 }],
    parish: [
      { parish: "Unattributed", spend: 2.5 },
      { parish: "Kingston", campaignCount: 1 },
    ],
    freshness: [
      { source: "ga4", data_through: "2026-03-15", status: "missing" },
      { source: "meta", data_through: "2026-03-15", status: "stale" },
    ],
  });
  expect(payload.campaign.trend).toHaveLength(15);
  expect(payload.campaign.trend.map(({ settled }) => settled)).toEqual(Array.from({ length: 15 }, (_, day) => day < 9));
  expect(payload.availability.parish_map).toMatchObject({
    status: "available",
    coverage_percent: expect.closeTo(28.571, 2),
  });
});

test("filters, pages and sections", async () => {
  await enter();
  const page = await combined("?limit=1&sections=campaign");
  expect(page.campaign.rows.map(({ id }) => id)).toEqual(["c1"]);
  expect(page.availability.creative.status).toBe("not_requested");
  const next = await combined(`?limit=1&sections=campaign&cursor=${page.campaign.next_cursor}`);
  expect(next.campaign.rows.map(({ id }) => id)).toEqual(["c2"]);
  expect(next.campaign.next_cursor).toBeNull();

  const few = await combined("?limit=1&sections=creative");
  expect(few.creative.map(({ id }) => id)).toEqual(["a1"]);
  expect(few.row_counts).toEqual({ campaign: 0, creative: 2, budget: 0, parish: 0 });

  const placed = await combined("?parishes=kingston");
  expect(placed.campaign.summary.totalSpend).toBe(1.000001);
  expect(placed.availability.creative).toMatchObject({
    status: "unavailable",
    reason: expect.stringContaining("region"),
  });

  expect((await combined("?campaigns=none")).availability.campaign).toEqual({
    status: "no_match",
    reason: "No campaign matches these filters",
  });
  expect((await combined("?start_date=2027-01-01&end_date=2027-01-02")).availability.campaign.reason).toContain(
    "covers 2026-03-01 to 2026-03-15",
  );
});

test.each([
  ["?parishes=Atlantis,Kingston", "parishes", "unknown: Atlantis; known are: Kingston, Unattributed"],
  ["?cursor=abc", "cursor", "next_cursor"],
  ["?start_date=2026-02-30", "start_date", ""],
  ["?surprise=1", "surprise", ""],
])("%s is refused by name", async (query, field, message) => {
  await enter();
  const response = await ask(query);
  expect(response.status).toBe(400);
  const problem = await response.json<Problem>();
  expect(problem.errors?.[0]?.field).toContain(field);
  expect(problem.errors?.[0]?.message).toContain(message);
});

test("an ETag saves the answer until anything in it changes", async () => {
  await enter();
  const first = await ask("?platforms=meta,tiktok");
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(first.headers.get("server-timing")).toMatch(/^auth;dur=.*load;dur=.*slice;dur=.*serialise;dur=/);

  const again = await ask("?platforms=tiktok,meta", owner, { "if-none-match": `W/${etag}, "x"` });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect((await ask("?platforms=meta", owner, { "if-none-match": etag })).status).toBe(200);

  app.pass(2 * hour);
  await enter();
  const stale = await ask("?platforms=meta,tiktok", owner, { "if-none-match": etag });
  expect(stale.status).toBe(200);
  expect(await stale.json()).toMatchObject({ status: "stale", status_reason: expect.stringContaining("60 minutes") });
});

test("a question asked again is answered the same, and no tenant gets the answer of another", async () => {
  await publish("other", { performance: [fact("2026-03-15", 0, 0, 7_000_000)] });
  await enter();
  for (const asked of ["", "?sections=campaign&compare=previous_year"]) {
    const [first, foreign, again] = [await combined(asked), await combined(asked, stranger), await combined(asked)];
    expect(again).toEqual(first);
    expect([first.tenant_id, first.campaign.summary.totalSpend]).toEqual(["acme", 3.750001]);
    expect([foreign.tenant_id, foreign.campaign.summary.totalSpend]).toEqual(["other", 7]);
  }
});

test("a snapshot asked for by id gives the same bytes for ever", async () => {
  await enter();
  const old = (await combined()).snapshot_id;
  const before = await (await ask(`?snapshot=${old}`)).text();
  const restated = [fact("2026-03-15", 0, 0, 9_000_000)];
  const newer = await publish("acme", { performance: restated });
  await failTransform("acme", "unique_fct failed");
  await createTenant(app, "acme", { label: "Acme renamed" });
  app.pass(30 * hour);
  await enter();
  expect(await (await ask(`?snapshot=${old}`)).text()).toBe(before);

  const current = await combined();
  expect(current).toMatchObject({
    snapshot_id: newer,
    tenant_label: "Acme renamed",
    status: "failed",
    status_reason: "The last transform failed: unique_fct failed",
    campaign: { summary: { totalSpend: 9 } },
  });
  const response = await ask(`?snapshot=${old}`, stranger);
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});
