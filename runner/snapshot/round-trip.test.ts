import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Manifest } from "#contracts/snapshot.ts";
import { buildSnapshot, shardPath } from "./build-snapshot.ts";
import { writeMarts } from "./marts.fixture.ts";
import { openForTest, type ReadSnapshot } from "./worker-reader.fixture.ts";

/** What the runner writes is what the Worker reads: every fact of the marts comes back, at its place and exactly. */
let folder: string;
let manifest: Manifest;
let snapshot: ReadSnapshot;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "round-trip-"));
  const duckdbPath = join(folder, "acme.duckdb");
  await writeMarts(duckdbPath);
  manifest = await buildSnapshot({
    duckdbPath,
    folder,
    snapshotId: "0190b3f0-0000-7000-8000-000000000002",
    tenant: { id: "acme", label: "Acme", currency: "JMD", time_zone: "America/Jamaica" },
    dbt: { invocation_id: "i", version: "1.12", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] },
    generatedAt: new Date("2026-02-24T01:02:03Z"),
    signal: new AbortController().signal,
    onShard: () => {},
  });
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
  const months = await snapshot.facts("performance", "2026-01-01", "2026-12-31");
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

test("a month outside of the question is not read", async () => {
  const months = await snapshot.facts("region_performance", "2026-02-01", "2026-02-05");
  expect(months.map((facts) => facts.rows)).toEqual([69]);
});
