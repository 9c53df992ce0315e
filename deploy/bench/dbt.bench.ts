import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "../../runner/airbyte/testing/postgres.ts";
import { duckdbAt } from "../../runner/dbt/engines/duckdb.fixture.ts";
import type { Engine } from "../../runner/dbt/engines/engine.ts";
import { type Place, placeOf, type TestConfig, tenantFacts } from "../../runner/dbt/engines/place.ts";
import { postgresIn } from "../../runner/dbt/engines/postgres.fixture.ts";
import { dbtCommand } from "../../runner/dbt/engines/run-dbt.ts";
import { land, makeConfig, query, quiet, quoted } from "../../runner/dbt/lake.fixture.ts";
import { createTransform } from "../../runner/dbt/transform.ts";
import { metaRow, sync } from "../../runner/dbt/world.fixture.ts";
import type { BenchRow } from "./measure.ts";

/** `BENCH_ROWS` makes a quick try of it, or a long one; `BENCH_ENGINES=duckdb` leaves PostgreSQL out. */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const withPostgres = (process.env.BENCH_ENGINES ?? "duckdb,postgres").includes("postgres");
const READS_OF_A_DAY = 4;
const ADS = 1000;
/** What a sync each hour reads again. */
const LOOK_BACK_DAYS = 28;
const run = promisify(execFile);

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

interface Loaded {
  readonly engine: Engine;
  /** Lands one more sync, of the last days. */
  readonly hourly: () => Promise<void>;
}

/** Builds, tests included, from raw records of one stream, each day of an ad read four times: all of it, and what a sync brought. PostgreSQL's own memory is not counted. */
export async function bench(): Promise<BenchRow[]> {
  const config = await makeConfig();
  await using server = withPostgres ? await startPostgres() : null;
  try {
    const place = placeOf(config, "bench");
    const duckdb = await whole(place, await inLake(place));
    const postgres = server && (await whole(place, await inTables(server)));
    return [
      ...compared("by day after an hourly sync", "DuckDB, by day", duckdb.byDay, "DuckDB, whole", duckdb.whole),
      ...(postgres ? compared("whole", "PostgreSQL", postgres.whole, "DuckDB", duckdb.whole) : []),
      ...(postgres
        ? compared(
            "by day after an hourly sync",
            "PostgreSQL, by day",
            postgres.byDay,
            "PostgreSQL, whole",
            postgres.whole,
          )
        : []),
      await smallTenant(config),
    ];
  } finally {
    await config.remove();
  }
}

async function whole(place: Place, { engine, hourly }: Loaded): Promise<{ whole: Measured; byDay: Measured }> {
  const first = await measure(place, engine);
  await hourly();
  return { whole: first, byDay: await measure(place, engine) };
}

const compared = (how: string, name: string, ours: Measured, other: string, theirs: Measured): BenchRow[] =>
  (["seconds", "megabytes"] as const).map((metric) => ({
    ...{ part: "dbt", case: `build of ${rows.toLocaleString("en")} raw rows, ${how}`, other },
    ...{ metric: `${name}, ${metric}`, ours: ours[metric], other_value: theirs[metric] },
    ratio: ours[metric] / theirs[metric],
  }));

/** What dbt itself takes when there is next to nothing to do: the runner's own process, which has built the tenant before. */
async function smallTenant(config: TestConfig): Promise<BenchRow> {
  const dbt = createTransform(config, quiet);
  const tenant = tenantFacts("small");
  const said = () => ({
    ...{ impressions: 10, clicks: 1, spend: 1_000_000n },
    ...{ purchases: 0, leads: 0, value: 0n },
  });
  const transform = async (hour: number) => {
    const row = metaRow({ platform: "meta", day: "2026-03-15", ad: "201" }, said(), true);
    await land(
      config,
      tenant.id,
      sync("meta", "ads_insights", `2026-03-15T0${hour}:00:00Z`, [{ ...row, account_currency: "JMD" }]),
    );
    const began = performance.now();
    const signal = new AbortController().signal;
    const asOf = new Date(`2026-03-16T0${hour}:30:00Z`);
    const result = await dbt.transform({ tenant, asOf, signal, onProgress: () => undefined });
    if (!result.ok) throw new Error(result.reason);
    return (performance.now() - began) / 1000;
  };
  try {
    await transform(1);
    await transform(2);
    const ours = await transform(3);
    const about = { part: "dbt", case: "a small tenant, warm process, after an hourly sync" };
    return { ...about, metric: "seconds", ours, other: "bound", other_value: 3, ratio: ours / 3 };
  } finally {
    await dbt.close();
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

async function inLake(place: Place): Promise<Loaded> {
  const folder = join(place.lake, "meta", "connection-1", "ads_insights");
  const engine = duckdbAt(place);
  await engine.load([], []);
  await mkdir(folder, { recursive: true });
  const put = (name: string, select: string) =>
    query(":memory:", `copy (${select}) to '${quoted(join(folder, name))}' (format parquet)`);
  await put("1.parquet", records("json"));
  return { engine, hourly: async () => void (await put("2.parquet", hourlyRecords("json"))) };
}

async function inTables(server: Parameters<typeof postgresIn>[0]): Promise<Loaded> {
  const engine = await postgresIn(server, "bench");
  await engine.load([], []);
  await engine.query("create schema meta");
  await engine.query(`create table meta.ads_insights as ${records("jsonb")}`);
  await engine.query("analyze meta.ads_insights");
  return {
    engine,
    hourly: async () => void (await engine.query(`insert into meta.ads_insights ${hourlyRecords("jsonb")}`)),
  };
}

const spots = `
  select i, cast(floor(i / ${READS_OF_A_DAY}.0) as bigint) as spot, cast(floor(i / ${READS_OF_A_DAY}.0) as bigint) % ${ADS} as ad
  from generate_series(0, ${rows - 1}) as numbers (i)`;
const hour = `cast(i % ${READS_OF_A_DAY} as integer)`;
const records = (json: string) => recordsOf(json, spots, hour, 1);
const hourlyRecords = (json: string) =>
  recordsOf(
    json,
    `select i, i as spot, i % ${ADS} as ad from generate_series(0, ${LOOK_BACK_DAYS * ADS - 1}) as numbers (i)`,
    "10",
    2,
  );

const recordsOf = (json: string, from: string, hours: string, syncId: number) => `
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
    cast('2026-03-17 00:00:00+00' as timestamp with time zone) + ${hours} * interval '1 hour' as _airbyte_extracted_at,
    cast('{"sync_id":${syncId}}' as ${json}) as _airbyte_meta
  from (${from}) as spots`;
