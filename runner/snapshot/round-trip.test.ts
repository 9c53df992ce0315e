import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Manifest } from "#contracts/snapshot.ts";
import { buildSnapshot } from "./build-snapshot.ts";
import { writeMarts } from "./marts.fixture.ts";
import { shardPath } from "./shard-path.ts";
import { openForTest, type ReadSnapshot } from "./worker-reader.fixture.ts";

/** What the runner writes is what the Worker reads: every fact of the marts comes back, at its place and exactly. */
let folder: string;
let manifest: Manifest;
let snapshot: ReadSnapshot;

const options = {
  snapshotId: "0190b3f0-0000-7000-8000-000000000002",
  tenant: { id: "acme", label: "Acme", currency: "JMD", time_zone: "America/Jamaica" },
  dbt: { invocation_id: "i", version: "1.12", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] },
  generatedAt: new Date("2026-02-24T01:02:03Z"),
  onShard: () => {},
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "round-trip-"));
  const duckdbPath = join(folder, "acme.duckdb");
  await writeMarts(duckdbPath);
  manifest = await buildSnapshot({ ...options, duckdbPath, folder, signal: new AbortController().signal });
  snapshot = await openForTest(manifest, (name) => readFile(shardPath(folder, name)));
});
afterAll(() => rm(folder, { recursive: true }));

async function query(sql: string): Promise<string[]> {
  const instance = await DuckDBInstance.create(join(folder, "acme.duckdb"), { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const rows = (await connection.run(sql)).getRows();
  const texts = (await rows).map((row) => row.map(String).join("|"));
  connection.closeSync();
  instance.closeSync();
  return texts.sort();
}

const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

test("dimensions come back with names folded for search and what is missing filled in", async () => {
  const campaigns = await snapshot.dimension("campaigns");
  expect(campaigns.id).toEqual(["c1", "c3", "c1"]);
  expect(campaigns.platform).toEqual(["meta", "meta", "tiktok"]);
  expect(campaigns.foldedName[0]).toBe("cafe kingston");
  expect(campaigns.status).toEqual(["ACTIVE", "PAUSED", "unknown"]);
  expect(campaigns.startDay.map((day) => day && isoDay(day))).toEqual(["2026-01-01", null, "2026-01-10"]);

  const ads = await snapshot.dimension("ads");
  expect(ads.name).toEqual(["Ad 1", "a2", "Clip"]);
  expect([...ads.campaign]).toEqual([0, 0, 2]);
  expect(ads.thumbnailUrl).toEqual(["https://example.test/a1.png", null, null]);

  const budgets = await snapshot.dimension("budgets");
  expect([budgets.id, [...budgets.monthlyMicros], isoDay(budgets.endDay[0] as number)]).toEqual([
    ["b1"],
    [5e9],
    "2026-02-28",
  ]);
});

test("every fact row comes back exactly, in order of days", async () => {
  const campaigns = await snapshot.dimension("campaigns");
  const ads = await snapshot.dimension("ads");
  const months = await snapshot.dated("performance", "2026-01-01", "2026-12-31");
  const read = months.flatMap((facts) =>
    Array.from({ length: facts.rows }, (_, row) =>
      [
        isoDay(facts.day[row] as number),
        campaigns.platform[facts.campaign[row] as number],
        campaigns.id[facts.campaign[row] as number],
        ads.id[facts.item[row] as number],
        facts.settled[row] === 1,
        facts.measures.impressions[row],
        facts.measures.clicks[row],
        facts.measures.spend_micros[row],
        facts.measures.account_spend_micros[row],
        facts.measures.conversions_micros[row],
        facts.measures.value_micros[row],
      ].join("|"),
    ),
  );
  expect(
    months.every((facts) => facts.day.every((day, row) => row === 0 || day >= (facts.day[row - 1] as number))),
  ).toBe(true);
  expect(read.sort()).toEqual(
    await query(`select date_day, platform, campaign_id, ad_id, settled, impressions, clicks, spend_micros, account_spend_micros,
                 (conversions * 1000000)::bigint, value_micros from marts.api_performance_daily`),
  );
});

const month = "date_trunc('month', date_day)::date";
/** Both platforms of the fixture have a `c1`, and list it first. */
const firstCampaign = "'c1'";

test.each([
  ["campaign_days", "api_performance_daily", "date_day", "campaign_id", "''"],
  ["campaign_months", "api_performance_daily", month, "campaign_id", "''"],
  ["platform_days", "api_performance_daily", "date_day", firstCampaign, "''"],
  ["ad_months", "api_performance_daily", month, "campaign_id", "ad_id"],
  ["region_months", "api_region_performance_daily", month, "campaign_id", "region_code"],
  ["region_days", "api_region_performance_daily", "date_day", firstCampaign, "region_code"],
] as const)("%s hold the sums of their facts", async (kind, view, day, campaign, item) => {
  const [campaigns, ads, regions] = await Promise.all([
    snapshot.dimension("campaigns"),
    snapshot.dimension("ads"),
    snapshot.dimension("regions"),
  ]);
  const itemOf = (row: number) => (item === "ad_id" ? ads.id[row] : item === "region_code" ? regions.code[row] : "");
  const read = (await snapshot.dated(kind, "2026-01-01", "2026-12-31")).flatMap((facts) =>
    Array.from({ length: facts.rows }, (_, row) =>
      [
        isoDay(facts.day[row] as number),
        campaigns.platform[facts.campaign[row] as number],
        campaigns.id[facts.campaign[row] as number],
        itemOf(facts.item[row] as number),
        facts.settled[row] === 1,
        facts.measures.impressions[row],
        facts.measures.account_spend_micros[row],
        facts.measures.conversions_micros[row],
        facts.measures.value_micros[row],
      ].join("|"),
    ),
  );
  expect(read.length).toBeGreaterThan(3);
  expect(read.sort()).toEqual(
    await query(`select ${day}, platform, ${campaign}, ${item}, bool_and(settled), sum(impressions), sum(account_spend_micros),
                 sum((conversions * 1000000)::bigint), sum(value_micros) from marts.${view} group by all`),
  );
});

test("campaign_places hold a bit for each region in which a campaign ran on a day", async () => {
  const [campaigns, regions] = await Promise.all([snapshot.dimension("campaigns"), snapshot.dimension("regions")]);
  const read = (await snapshot.dated("campaign_places", "2026-01-01", "2026-12-31")).flatMap((places) =>
    Array.from({ length: places.rows }, (_, row) =>
      regions.code
        .filter((_code, region) => ((places.regions[region >>> 5]?.[row] ?? 0) >>> (region & 31)) & 1)
        .map((code) =>
          [
            isoDay(places.day[row] as number),
            campaigns.platform[places.campaign[row] as number],
            campaigns.id[places.campaign[row] as number],
            code,
          ].join("|"),
        ),
    ).flat(),
  );
  expect(read.sort()).toEqual(
    await query("select distinct date_day, platform, campaign_id, region_code from marts.api_region_performance_daily"),
  );
});

test("a region beyond the 31st has a bit, too", async () => {
  const place = await mkdtemp(join(tmpdir(), "many-regions-"));
  onTestFinished(() => rm(place, { recursive: true }));
  const duckdbPath = join(place, "acme.duckdb");
  await writeMarts(
    duckdbPath,
    "delete from marts.api_regions",
    "delete from marts.api_region_performance_daily",
    "insert into marts.api_regions select format('R-{:02}', i), format('Region {}', i) from range(40) r(i)",
    `insert into marts.api_region_performance_daily by name
     select date '2026-01-15' as date_day, 'meta' as platform, 'c1' as campaign_id, region_code, true as settled, 1 as account_spend_micros,
       1 as spend_micros, 1 as impressions, 0 as clicks, 0 as conversions, 0 as value_micros
     from marts.api_regions where region_code in ('R-00', 'R-31', 'R-32', 'R-39')`,
  );
  // Its own id: the reader keeps what it read by tenant and snapshot.
  const snapshotId = "0190b3f0-0000-7000-8000-000000000003";
  const about = { ...options, snapshotId, duckdbPath, folder: place, signal: new AbortController().signal };
  const many = await openForTest(await buildSnapshot(about), (name) => readFile(shardPath(place, name)));
  const [places] = await many.dated("campaign_places", "2026-01-01", "2026-01-31");
  expect(places?.regions.map((word) => [...word])).toEqual([[-(2 ** 31) + 1], [2 ** 7 + 1]]);
});

test("a month outside of the question is not read", async () => {
  const months = await snapshot.dated("region_performance", "2026-02-01", "2026-02-05");
  expect(months.map((facts) => facts.rows)).toEqual([69]);
});
