import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf } from "./config.ts";
import { land, makeConfig, query, quiet, type Raw } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { sync } from "./world.fixture.ts";

/** A renamed campaign and a deleted ad, which need several builds, are in histories.test.ts. */
const tenant = { id: "odd", label: "Odd", currency: "JMD", time_zone: "America/Jamaica", region_set: "none" };

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;
let outcome: Awaited<ReturnType<DbtTransform["transform"]>>;

const marts = (sql: string) => query(placesOf(config, tenant.id).duckdb, sql);
const row = (day: string, account_id: string, account_currency: string, beside: Raw = {}): Raw => ({
  ...{ date_start: day, account_id, account_currency, campaign_id: `c${account_id}`, adset_id: `s${account_id}` },
  ...{ ad_id: `a${account_id}`, spend: "10.50", impressions: "7", clicks: "1", ...beside },
});
const build = () =>
  dbt.transform({
    ...{ tenant, asOf: new Date("2026-03-20T00:00:00Z"), onProgress: () => undefined },
    signal: new AbortController().signal,
  });
const report = (read: string, rows: readonly Raw[]) =>
  land(config, tenant.id, sync("meta", "ads_insights", `${read}T00:00:00Z`, rows));

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
  const { rates } = placesOf(config, tenant.id);
  await mkdir(dirname(rates), { recursive: true });
  await writeFile(rates, "date,base,quote,rate\n2026-03-06,USD,JMD,160.5\n2026-03-06,EUR,JMD,170.25\n");
  await report("2026-03-08", [row("2026-03-07", "1", "USD"), row("2026-03-07", "2", "EUR")]);
  await report("2026-03-09", []);
  await report("2026-03-10", [row("2026-03-09", "1", "USD", { attention_seconds: 12 })]);
  outcome = await build();
}, 900_000);
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("a missing platform: one of all builds without a warning", async () => {
  expect(outcome.ok ? outcome.dbt.warnings : outcome.reason).toEqual([]);
  expect(await marts("select platform from marts.api_sources")).toEqual([{ platform: "meta" }]);
});

test("an empty sync takes nothing away, and a new column of the next stands in nobody's way", async () => {
  const told = await marts(
    "select date_day, ad_id, impressions from marts.api_performance_daily order by date_day, ad_id",
  );
  expect(told).toEqual([
    { date_day: "2026-03-07", ad_id: "a1", impressions: "7" },
    { date_day: "2026-03-07", ad_id: "a2", impressions: "7" },
    { date_day: "2026-03-09", ad_id: "a1", impressions: "7" },
  ]);
});

test("two currencies: each at its own rate, carried over the week-end, which the row says", async () => {
  const money = "account_currency, exchange_rate, rate_date, spend_micros";
  const priced = `select ${money} from marts.fct_ad_performance_daily where date_day = '2026-03-07' order by ad_id`;
  const expected = [
    ["USD", "160.500000000000", "1685250000"],
    ["EUR", "170.250000000000", "1787625000"],
  ].map(([account_currency, exchange_rate, spend_micros]) => ({
    ...{ account_currency, exchange_rate, spend_micros, rate_date: "2026-03-06" },
  }));
  expect(await marts(priced)).toEqual(expected);
  const places = `select ${money} from marts.fct_region_performance_daily where date_day = '2026-03-07' order by account_id`;
  expect(await marts(places)).toEqual(expected);
});

test("rates that stop coming are a warning, which says from when on", { timeout: 900_000 }, async () => {
  await report("2026-03-13", [row("2026-03-12", "2", "EUR"), row("2026-03-11", "2", "EUR")]);
  const late = await build();
  expect(late.ok ? late.dbt.warnings : late.reason).toEqual([
    "EUR: the days from 2026-03-11 to 2026-03-12 are converted at the rate of 2026-03-06 (unnamed), as there is no newer one: see where rates come from",
  ]);
});

test("a day without a rate stops the build, with the currency and the day", { timeout: 900_000 }, async () => {
  await report("2026-03-19", [row("2026-03-14", "2", "EUR")]);
  const without = await build();
  expect(without.ok ? "it passed" : without.reason).toContain("no exchange rate from EUR to JMD for 2026-03-14");
});
