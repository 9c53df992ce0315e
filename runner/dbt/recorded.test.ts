import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { placesOf, variablesOf } from "./config.ts";
import { DbtProcess } from "./dbt-process.ts";
import { type Json, land, makeConfig, query, quiet, type Raw } from "./lake.fixture.ts";
import type { DbtResult } from "./messages.ts";
import { declaredStreams, needed, stagingModels } from "./streams.fixture.ts";

/** Recorded messages of real ad accounts, which are not shipped with the project. */
const recorded = fileURLToPath(new URL("../../../shared/airbyte/recorded", import.meta.url));
const platforms = { meta: "ads_insights", tiktok: "ads_reports_daily" } as const;
const tenant = { id: "recorded", currency: "USD", time_zone: "America/Los_Angeles", region_set: "jm-parishes" };

const Message = z.object({
  type: z.string(),
  record: z.object({ stream: z.string(), emitted_at: z.number(), data: z.record(z.string(), z.json()) }).optional(),
});
type Entry = NonNullable<z.infer<typeof Message>["record"]>;

/** Of each platform that was recorded its records, in the order of the file. */
async function readRecords(): Promise<Record<string, Entry[]>> {
  const records: Record<string, Entry[]> = {};
  for (const platform of Object.keys(platforms)) {
    const lines = (await readFile(join(recorded, `${platform}.jsonl`), "utf8")).split("\n").filter(Boolean);
    records[platform] = lines.flatMap((line) => Message.parse(JSON.parse(line)).record ?? []);
  }
  return records;
}
const records = existsSync(recorded) ? await readRecords() : {};
const declared = [...(await declaredStreams()).keys()];
const streamsOf = (platform: string) => new Set(records[platform]?.map(({ stream }) => `${platform}.${stream}`));
const told = declared.filter((name) => streamsOf(name.split(".")[0]!).has(name));
/** What else tells records of one day apart, beside what none lacks. */
const divided: Readonly<Record<string, string>> = { "tiktok.ads_audience_reports_by_province_daily": "province_id" };

describe.skipIf(!existsSync(recorded))("recorded messages of real ad accounts", () => {
  let config: Awaited<ReturnType<typeof makeConfig>>;
  let dbt: DbtProcess;
  let build: DbtResult;
  beforeAll(async () => {
    config = await makeConfig();
    dbt = new DbtProcess(config.python, quiet);
    for (const [platform, entries] of Object.entries(records)) {
      for (const [stream, rows] of Map.groupBy(entries, (record) => record.stream)) {
        const extractedAt = new Date(rows[0]!.emitted_at).toISOString();
        await land(config, tenant.id, {
          platform,
          stream,
          extractedAt,
          rows: rows.map(({ data }) => lowered(data as Raw)),
        });
      }
    }
    const places = placesOf(config, tenant.id);
    build = await dbt.run(
      {
        tenant_id: tenant.id,
        command: ["build", "--warn-error", "--exclude-resource-type", "unit_test"],
        vars: variablesOf(tenant, places, new Date("2026-03-20T00:00:00Z")),
        folder: join(places.state, "run"),
        parsed: join(places.state, "parsed"),
        lake: places.lake,
        rates: places.rates,
        duckdb_path: places.duckdb,
        project: config.project,
      },
      () => undefined,
      new AbortController().signal,
    );
  }, 900_000);

  afterAll(async () => {
    await dbt.close();
    await config.remove();
  });

  test("build without a warning", () => {
    expect(build).toMatchObject({ success: true, exception: null, warnings: [], errors: [], failures: [] });
  });

  test("these streams that staging reads were recorded; records of all others are made, in made-records.test.ts", () => {
    expect(told).toEqual([
      ...["meta.ad_account", "meta.campaigns", "meta.ad_sets", "meta.ads", "meta.ad_creatives", "meta.ads_insights"],
      ...["tiktok.advertisers", "tiktok.campaigns", "tiktok.ad_groups", "tiktok.ads", "tiktok.ads_reports_daily"],
      "tiktok.ads_audience_reports_by_province_daily",
    ]);
  });

  test.each(told)("all recorded records of %s are in staging, latest extraction per key", async (name) => {
    const [platform, stream] = name.split(".") as [string, string];
    const key = [...needed[platform]![stream]!.filter((column) => column !== "metrics"), divided[name] ?? []].flat();
    const told = records[platform]!.filter((record) => record.stream === stream).map(({ data }) =>
      lowered(data as Raw),
    );
    const distinct = new Set(told.map((row) => key.map((column) => String(row[column])).join(" ")));
    const places = placesOf(config, tenant.id);
    const models = (await stagingModels(join(places.state, "parsed"))).get(name)!;
    for (const model of models) {
      const rows = await query(places.duckdb, `select count(*)::integer as rows from ${model}`);
      expect([model, rows]).toEqual([model, [{ rows: distinct.size }]]);
    }
  });

  test.each(Object.entries(platforms))(
    "sums of %s equal those of the file, latest extraction per key",
    async (platform, stream) => {
      const latest = new Map<string, Entry>();
      for (const record of records[platform]!.filter((each) => each.stream === stream)) {
        const { ad_id, date_start, stat_time_day } = record.data;
        const key = `${ad_id}/${date_start ?? stat_time_day}`;
        if ((latest.get(key)?.emitted_at ?? 0) <= record.emitted_at) latest.set(key, record);
      }
      const rows = [...latest.values()].map(({ data }) => (data.metrics ?? data) as Raw);
      const sum = (name: string) => rows.reduce((total, row) => total + micros(row[name]), 0n);
      const [found] = await query(
        placesOf(config, tenant.id).duckdb,
        `select count(*) as rows, sum(impressions) * 1000000 as impressions, sum(clicks) * 1000000 as clicks, sum(spend_micros) as spend
       from marts.api_performance_daily where platform = '${platform}'`,
      );
      expect(rows.length).toBeGreaterThan(1);
      expect(found).toEqual({
        rows: String(rows.length),
        impressions: String(sum("impressions")),
        clicks: String(sum("clicks")),
        spend: String(sum("spend")),
      });
    },
  );
});

const lowered = (row: Raw): Raw =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));

/** Decimal text or number with at most six decimals, in millionths. */
function micros(value: Json | undefined): bigint {
  const [whole, decimals = ""] = String(value ?? 0).split(".");
  return BigInt(`${whole}${decimals.padEnd(6, "0").slice(0, 6)}`);
}
