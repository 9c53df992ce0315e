import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "../../runner/airbyte/testing/postgres.ts";
import { duckdbAt } from "../../runner/dbt/engines/duckdb.fixture.ts";
import type { Engine } from "../../runner/dbt/engines/engine.ts";
import { type Place, placeOf } from "../../runner/dbt/engines/place.ts";
import { postgresIn } from "../../runner/dbt/engines/postgres.fixture.ts";
import { dbtCommand } from "../../runner/dbt/engines/run-dbt.ts";
import { makeConfig, query, quoted } from "../../runner/dbt/lake.fixture.ts";
import type { BenchRow } from "./measure.ts";

/** `BENCH_ROWS` makes a quick try of it, or a long one. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const READS_OF_A_DAY = 4;
const ADS = 1000;
const run = promisify(execFile);

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** A whole build, tests included, from the same raw records of one stream; each day of an ad was read four times. PostgreSQL's own memory is not counted. */
export async function bench(): Promise<BenchRow[]> {
  const config = await makeConfig();
  await using server = await startPostgres();
  try {
    const place = placeOf(config, "bench");
    const duckdb = await measure(place, await inLake(place));
    const postgres = await measure(place, await inTables(server));
    const about = { part: "dbt", case: `build of ${rows.toLocaleString("en")} raw rows`, other: "DuckDB" };
    const row = (metric: string, ours: number, theirs: number) => ({
      ...about,
      metric,
      ours,
      other_value: theirs,
      ratio: ours / theirs,
    });
    return [
      row("PostgreSQL, seconds", postgres.seconds, duckdb.seconds),
      row("PostgreSQL, MB of the dbt process", postgres.megabytes, duckdb.megabytes),
    ];
  } finally {
    await config.remove();
  }
}

async function measure(place: Place, engine: Engine): Promise<Measured> {
  const { python, args, env } = dbtCommand(place, engine, "build", "--exclude-resource-type", "unit_test");
  const began = performance.now();
  const running = run(python, args, { env, maxBuffer: 2 ** 26 });
  let megabytes = 0;
  const watch = setInterval(() => {
    megabytes = Math.max(megabytes, peakOf(running.child.pid!));
  }, 100);
  try {
    await running;
  } finally {
    clearInterval(watch);
  }
  return { seconds: (performance.now() - began) / 1000, megabytes };
}

/** What a process has held at most, by the kernel's account; nought when it is gone. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function inLake(place: Place): Promise<Engine> {
  const folder = join(place.lake, "meta", "connection-1", "ads_insights");
  await mkdir(folder, { recursive: true });
  const engine = duckdbAt(place);
  await engine.load([], []);
  await mkdir(folder, { recursive: true });
  await query(":memory:", `copy (${records("json")}) to '${quoted(join(folder, "1.parquet"))}' (format parquet)`);
  return engine;
}

async function inTables(server: Parameters<typeof postgresIn>[0]): Promise<Engine> {
  const engine = await postgresIn(server, "bench");
  await engine.load([], []);
  await engine.query("create schema meta");
  await engine.query(`create table meta.ads_insights as ${records("jsonb")}`);
  await engine.query("analyze meta.ads_insights");
  return engine;
}

const records = (json: string) => `
  select
    cast(date '2026-03-17' - cast(floor(spot / ${ADS}.0) as integer) as varchar) as date_start,
    '100' as account_id, 'Shop' as account_name, 'JMD' as account_currency,
    cast(ad % 50 as varchar) as campaign_id, 'Campaign ' || cast(ad % 50 as varchar) as campaign_name,
    cast(ad % 200 as varchar) as adset_id, 'Set ' || cast(ad % 200 as varchar) as adset_name,
    cast(ad as varchar) as ad_id, 'Ad ' || cast(ad as varchar) as ad_name, 'OUTCOME_SALES' as objective,
    cast(cast(i % 9973 as decimal(38,9)) / 100 as decimal(38,9)) as spend, i % 997 as impressions, i % 31 as clicks,
    cast('[{"action_type":"offsite_conversion.fb_pixel_purchase","value":"' || cast(i % 5 as varchar) || '"}]' as ${json}) as actions,
    cast('[{"action_type":"offsite_conversion.fb_pixel_purchase","value":"' || cast(i % 499 as varchar) || '.25"}]' as ${json}) as action_values,
    lpad(cast(i as varchar), 12, '0') as _airbyte_raw_id,
    cast('2026-03-17 00:00:00+00' as timestamp with time zone) + cast(i % ${READS_OF_A_DAY} as integer) * interval '1 hour' as _airbyte_extracted_at,
    cast('{"sync_id":1}' as ${json}) as _airbyte_meta
  from (
    select i, cast(floor(i / ${READS_OF_A_DAY}.0) as bigint) as spot, cast(floor(i / ${READS_OF_A_DAY}.0) as bigint) % ${ADS} as ad
    from generate_series(0, ${rows - 1}) as numbers (i)
  ) as spots`;
