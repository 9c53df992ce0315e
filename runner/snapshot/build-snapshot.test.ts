import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rollUpKinds, storedValues } from "#contracts/snapshot.ts";
import { type BuildOptions, buildSnapshot } from "./build-snapshot.ts";
import { DataError } from "./data-error.ts";
import { writeMarts } from "./marts.fixture.ts";
import { shardPath } from "./shard-path.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "snapshot-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

const options = (name: string, duckdbPath: string): BuildOptions => ({
  duckdbPath,
  folder: join(folder, name),
  snapshotId: "0190b3f0-0000-7000-8000-000000000001",
  tenant: { id: "acme", label: "Acme", currency: "JMD", time_zone: "America/Jamaica" },
  dbt: { invocation_id: "i", version: "1.12", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] },
  generatedAt: new Date("2026-02-24T01:02:03Z"),
  signal: new AbortController().signal,
  onShard: () => {},
});

async function build(name: string, ...change: string[]) {
  const path = join(folder, `${name}.duckdb`);
  await writeMarts(path, ...change);
  await mkdir(join(folder, name), { recursive: true });
  return buildSnapshot(options(name, path));
}

test("the same marts give the same bytes, however their rows lie", async () => {
  const first = await build("first");
  const shuffle = ["api_performance_daily", "api_region_performance_daily", "api_ads"].map(
    (table) =>
      `create or replace table marts.${table} as from marts.${table} order by hash(platform || campaign_id), random()`,
  );
  const second = await build("second", ...shuffle);

  expect(second).toEqual(first);
  for (const { name } of first.shards) {
    const [a, b] = await Promise.all(["first", "second"].map((run) => readFile(shardPath(join(folder, run), name))));
    expect(a?.equals(b as Buffer), name).toBe(true);
  }
});

test("the manifest tells what the marts hold", async () => {
  const progress: string[] = [];
  const path = join(folder, "told.duckdb");
  await writeMarts(path);
  await mkdir(join(folder, "told"));
  const manifest = await buildSnapshot({
    ...options("told", path),
    onShard: (done, total, name) => progress.push(`${done}/${total} ${name}`),
  });

  expect(manifest.web_coverage).toEqual({
    visits: { start_date: "2026-01-20", end_date: "2026-02-08" },
    searches: { start_date: "2026-01-20", end_date: "2026-01-24" },
  });
  expect(manifest.coverage).toEqual({ start_date: "2026-01-15", end_date: "2026-02-23" });
  expect(manifest.sources).toEqual([
    {
      platform: "meta",
      last_extracted_at: "2026-02-23T12:00:00.500Z",
      data_through: "2026-02-23",
      settled_until: "2026-01-26",
    },
    { platform: "tiktok", last_extracted_at: null, data_through: null, settled_until: null },
  ]);
  expect(manifest.rates).toBeNull();
  expect(manifest.shards.map(({ name, rows }) => [name, rows])).toEqual([
    ["campaigns", 3],
    ["ads", 3],
    ["regions", 3],
    ["budgets", 1],
    ["performance-2026-01", 51],
    ["performance-2026-02", 69],
    ["region_performance-2026-01", 51],
    ["region_performance-2026-02", 69],
    ["campaign_days-2026-01", 34],
    ["campaign_days-2026-02", 46],
    ["campaign_months", 4],
    ["platform_days", 80],
    ["ad_months", 6],
    ["region_months", 6],
    ["region_days", 120],
    ["campaign_places-2026-01", 34],
    ["campaign_places-2026-02", 46],
    ["web_properties", 2],
    ["web_words", 1020],
    ["web_users", 20],
    ["web_channels-2026-01", 24],
    ["web_channels-2026-02", 16],
    ["web_places-2026-01", 48],
    ["web_places-2026-02", 32],
    ["search_days-2026-01", 5],
    ["search_queries-2026-01", 4966],
    ["search_pages-2026-01", 15],
  ]);
  expect(progress).toHaveLength(27);
  expect(progress.at(-1)).toBe("27/27 search_pages-2026-01");
});

test("packs hold the bytes of their shards, and the usual view is in them", async () => {
  const manifest = await build("packed");
  expect(manifest.packs?.map(({ name, shards }) => [name, shards.length])).toEqual([
    ["pack-rollups", 9],
    ["pack-recent", 6],
  ]);
  const bytesOf = (name: string) => readFile(shardPath(join(folder, "packed"), name));
  for (const { name, shards, bytes, sha256 } of manifest.packs ?? []) {
    const packed = await bytesOf(name);
    expect(packed.equals(Buffer.concat(await Promise.all(shards.map(bytesOf)))), name).toBe(true);
    expect([packed.length, createHash("sha256").update(packed).digest("hex")]).toEqual([bytes, sha256]);
  }
  expect(storedValues(manifest).map(({ name }) => name)).toEqual([
    "pack-rollups",
    "pack-recent",
    "region_performance-2026-01",
    "region_performance-2026-02",
    ...manifest.shards.map(({ name }) => name).filter((name) => /^(web|search)_/.test(name)),
  ]);
});

test("leaves the roll-ups out when a sum of theirs passes 2^53", async () => {
  const half = "update marts.api_performance_daily set spend_micros = 4503599627370496 where platform = 'meta'";
  const manifest = await build("huge", half);
  const kinds = new Set(manifest.shards.map(({ kind }) => kind));
  expect(rollUpKinds.filter((kind) => kinds.has(kind))).toEqual([]);
  expect(kinds).toContain("performance");
});

test("a tenant without websites has no shards of them", async () => {
  const views = ["api_web_properties", "api_web_daily", "api_web_users_daily", "api_search_daily"];
  const manifest = await build("no-web", ...views.map((view) => `delete from marts.${view}`));
  expect(manifest.web_coverage).toEqual({ visits: null, searches: null });
  expect(manifest.shards.filter(({ name }) => /^(web|search)_/.test(name))).toEqual([]);
});

test.each([
  [
    "an ad that is not known",
    "update marts.api_performance_daily set ad_id = 'gone' where impressions = 100",
    /ad that api_ads lacks.*gone/,
  ],
  [
    "a campaign that is not known",
    "delete from marts.api_campaigns where platform = 'tiktok'",
    /campaign that api_campaigns lacks.*tiktok/,
  ],
  [
    "a region that is not known",
    "delete from marts.api_regions where region_code = 'JM-02'",
    /region that api_regions lacks.*JM-02/,
  ],
  [
    "a campaign twice",
    "insert into marts.api_campaigns from marts.api_campaigns limit 1",
    /api_campaigns has a campaign twice/,
  ],
  [
    "a number beyond 2^53",
    "update marts.api_performance_daily set spend_micros = 9007199254740993 where impressions = 0",
    /spend_micros.*9007199254740993/,
  ],
  [
    "no spend",
    "update marts.api_performance_daily set spend_micros = null where impressions = 0",
    /spend_micros.*is null/,
  ],
])("refuses %s", async (name, change, message) => {
  const error = await build(name.replaceAll(/\W/g, "-"), change).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  expect((error as Error).message).toMatch(message);
});

test("stops when told to", async () => {
  const path = join(folder, "stopped.duckdb");
  await writeMarts(path);
  await mkdir(join(folder, "stopped"));
  const controller = new AbortController();
  const stopped = buildSnapshot({
    ...options("stopped", path),
    signal: controller.signal,
    onShard: () => controller.abort(new Error("enough")),
  });
  await expect(stopped).rejects.toThrow("enough");
});
