import { beforeAll, expect, test } from "vitest";
import type { Problem } from "#contracts/problem.ts";
import { createTenant, member, signIn, type TestSession } from "../../../testing/factories.ts";
import { startApp } from "../../../testing/harness.ts";
import type { Fact, World } from "../../snapshots/world.fixture.ts";
import { publishWorld } from "../publish.fixture.ts";

const app = startApp();
let owner: TestSession;
let snapshotId: string;

const fact = (date: string, campaign: number, item: number, spend: number): Fact => ({
  date,
  campaign,
  item,
  settled: date < "2026-03-02",
  values: {
    impressions: 100,
    clicks: spend === 0 ? 0 : 4,
    spend_micros: spend,
    account_spend_micros: spend,
    conversions_micros: 0,
    value_micros: 2 * spend,
  },
});
const many = Array.from({ length: 1200 }, (_, at) => ({ id: `m${at}`, campaign: 1, name: `Ad ${at}` }));
const world: World = {
  campaigns: [
    { id: "c1", platform: "meta", name: '=HYPERLINK("http://evil.example")' },
    { id: "c2", platform: "tiktok", name: "Winter, all" },
  ],
  ads: [{ id: "a1", campaign: 0, name: "Ad 1", adSet: "s1" }, ...many],
  regions: [
    { code: "R1", name: "Kingston" },
    { code: "R2", name: "Saint Ann" },
  ],
  budgets: [],
  performance: [fact("2026-03-01", 0, 0, 1_500_001), ...many.map((_, at) => fact("2026-03-03", 1, at + 1, 0))],
  regionPerformance: [fact("2026-03-01", 0, 0, 1_500_001), fact("2026-03-01", 0, 1, 1)],
  coverage: { start_date: "2026-03-01", end_date: "2026-03-03" },
  sources: [],
};

beforeAll(async () => {
  await createTenant(app, "acme", { members: [member("owner@acme.test"), member("viewer@acme.test", "viewer")] });
  await createTenant(app, "other", { members: [member("owner@other.test")] });
  snapshotId = await publishWorld(app, "acme", world);
  owner = await signIn(app, "owner@acme.test");
});

const send = (query: string, who = owner) => app.fetch(`/api/metrics/export.csv${query}`, { headers: who.bearer });
async function lines(query: string): Promise<string[]> {
  const response = await send(query);
  expect(response.status, await response.clone().text()).toBe(200);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return new TextDecoder().decode(bytes).trimEnd().split("\r\n");
}

test("days are all there, with their sums and whether they are settled", async () => {
  expect(await lines("?level=day&platforms=meta")).toEqual([
    "date,spend,impressions,clicks,conversions,conversionValue,roas,ctr,cpc,cpm,cpa,settled,currency",
    "2026-03-01,1.500001,100,4,0,3.000002,2,0.04,0.37500025,15.00001,,true,JMD",
    "2026-03-02,0,0,0,0,0,,,,,,false,JMD",
    "2026-03-03,0,0,0,0,0,,,,,,false,JMD",
  ]);
});

test("names that a spreadsheet would run are defused, lists stand in one cell", async () => {
  const [header, first] = await lines("?level=campaign");
  expect(header).toBe(
    "id,name,platform,status,objective,parishes,startDate,endDate,spend,impressions,clicks,conversions,conversionValue,roas,ctr,cpc,cpm,cpa,currency",
  );
  expect(first).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(first).toContain('"Kingston; Saint Ann"');
  expect((await lines("?level=campaign&q=winter"))[1]).toContain('"Winter, all"');
});

test("thousands of rows come in pages; the file is named, and the export written down", async () => {
  expect(await lines("?level=ad")).toHaveLength(1 + 1201);
  expect((await lines("?level=adset"))[1]).toMatch(/^s1,Set s1,c1,/);
  expect((await lines("?level=region"))[1]).toMatch(/^Kingston,R1,1,/);
  const response = await send("?level=ad&start_date=2026-03-01&end_date=2026-03-02");
  expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="adinsights-acme-ad-2026-03-01-2026-03-02.csv"',
  );
  expect(response.headers.get("x-snapshot-id")).toBe(snapshotId);
  await response.text();
  const log = await (await app.fetch("/api/audit-log/", { headers: owner.bearer })).text();
  expect(log).toContain('"metrics.exported"');
});

test("what does not fit is refused before a byte is sent", async () => {
  for (const [query, status, field] of [
    ["?level=planet", 400, "level"],
    ["?level=ad&parishes=Kingston", 400, "parishes"],
    ["?parishes=Atlantis", 400, "parishes"],
    ["?start_date=2026-03-03&end_date=2026-03-01", 400, "end_date"],
  ] as const) {
    const response = await send(query);
    expect(response.status, query).toBe(status);
    expect(((await response.json()) as Problem).errors).toContainEqual(expect.objectContaining({ field }));
  }
  expect((await send("?snapshot=0190b3f0-0000-7000-8000-000000000009")).status).toBe(404);
  expect((await send("", await signIn(app, "viewer@acme.test"))).status).toBe(403);
  expect((await send("", await signIn(app, "owner@other.test"))).status).toBe(404);
});

test("the older name of the combined answer answers the same", async () => {
  const [one, other] = await Promise.all(
    ["metrics/combined", "dashboards/aggregate-snapshot"].map(async (path) =>
      (await app.fetch(`/api/${path}/?snapshot=${snapshotId}`, { headers: owner.bearer })).text(),
    ),
  );
  expect(other).toBe(one);
});
