import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { placesOf } from "../config.ts";
import { land, makeConfig, query, quiet } from "../lake.fixture.ts";
import { createTransform, type DbtTransform } from "../transform.ts";
import { type Quirks, quirksOf } from "./quirks.fixture.ts";

/** Each mart that is computed once more, and its key. */
const marts = {
  fct_ad_performance_daily: ["date_day", "platform", "account_id", "ad_id"],
  fct_region_performance_daily: ["date_day", "platform", "account_id", "campaign_id", "region_code"],
  fct_restatements: ["date_day", "platform", "campaign_id", "metric", "extracted_at"],
  fct_web_daily: [
    "date_day",
    "property_id",
    "channel",
    "source",
    "medium",
    "campaign",
    "country_code",
    "country",
    "region",
  ],
  fct_web_users_daily: ["date_day", "property_id"],
  fct_search_daily: ["date_day", "property_id", "search_type", "country", "device", "query", "page"],
  mart_pacing: ["budget_id"],
  dim_account: ["platform", "account_id"],
  dim_campaign: ["platform", "campaign_id"],
  dim_ad_set: ["platform", "ad_set_id"],
  dim_ad: ["platform", "ad_id"],
  dim_web_property: ["platform", "property_id"],
  dim_region: ["region_code"],
  dim_date: ["date_day"],
} as const;
type Mart = keyof typeof marts;

const Row = z.record(z.string(), z.unknown());
const Computed = z.record(z.enum(Object.keys(marts) as [Mart, ...Mart[]]), z.array(Row));

/** 20 March in UTC, still 19 March in Jamaica and California. */
const asOf = new Date("2026-03-20T03:00:00Z");
const tenant = { currency: "JMD", time_zone: "America/Jamaica", region_set: "jm-parishes" };
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
}, 60_000);

afterAll(async () => {
  await dbt.close();
  await config.remove();
});

describe.each([11, 12, 13])("world %i", (seed) => {
  const id = `world-${seed}`;
  let computed: z.infer<typeof Computed>;

  beforeAll(async () => {
    const world = quirksOf(seed);
    for (const sync of world.syncs) await land(config, id, sync);
    const places = placesOf(config, id);
    await mkdir(dirname(places.rates), { recursive: true });
    const lines = world.rates.map(({ date, base, quote, rate, source }) => [date, base, quote, rate, source].join(","));
    await writeFile(places.rates, ["date,base,quote,rate,source", ...lines, ""].join("\n"));
    const signal = new AbortController().signal;
    const result = await dbt.transform({ tenant: { id, ...tenant }, asOf, onProgress: () => undefined, signal });
    expect(result.ok ? "built" : result.reason).toBe("built");
    computed = await compute(world);
  }, 900_000);

  test("the world holds what is to be compared: every platform, currency, rest and unknown place", () => {
    const told = (mart: Mart, name: string, where: (row: z.infer<typeof Row>) => boolean = () => true) =>
      new Set(computed[mart].filter(where).map((row) => row[name]));
    const platforms = new Set(["meta", "tiktok", "linkedin", "google_ads", "microsoft_ads"]);
    const facts = "fct_ad_performance_daily";
    expect(told(facts, "platform")).toEqual(platforms);
    expect(told(facts, "account_currency")).toEqual(new Set(["USD", "EUR", "JMD"]));
    const sources = [...told(facts, "rate_source")];
    expect(sources).toEqual(expect.arrayContaining([null, "boj", "ecb+boj", "own"]));
    expect(told(facts, "settled")).toEqual(new Set([true, false]));
    expect(told(facts, "platform", ({ ad_id }) => String(ad_id).startsWith("unattributed:"))).toEqual(
      new Set(["linkedin", "google_ads", "microsoft_ads"]),
    );
    expect(told("fct_restatements", "platform")).toEqual(platforms);
    for (const code of ["unmapped", "unattributed"])
      expect(told("fct_region_performance_daily", "platform", ({ region_code }) => region_code === code)).toEqual(
        platforms,
      );
    for (const dimension of ["dim_campaign", "dim_ad_set", "dim_ad"] as const) {
      expect(told(dimension, "is_listed")).toEqual(new Set([true, false]));
      expect(told(dimension, "platform", ({ status }) => status === "DELETED").size).toBeGreaterThan(1);
    }
    expect(told("dim_account", "currency_assumed")).toEqual(new Set([true, false]));
    expect(told("fct_web_daily", "region_code")).toEqual(new Set(["JM-06", "JM-08", "unmapped", null]));
    expect(told("fct_web_daily", "property_currency").size).toBe(2);
    expect(told("fct_search_daily", "query")).toEqual(new Set(["beach", "Café", "unattributed"]));
  });

  test.each(Object.entries(marts) as [Mart, readonly string[]][])(
    "%s equals what plain Python makes of the raw records",
    async (mart, key) => {
      const expected = computed[mart];
      const names = Object.keys(expected[0]!).join(", ");
      const instant = "strftime(extracted_at, '%Y-%m-%dT%H:%M:%S.%gZ') as extracted_at";
      const columns = names.replace("extracted_at", instant);
      const found = await query(placesOf(config, id).duckdb, `select ${columns} from marts.${mart}`);
      const sorted = (rows: readonly z.infer<typeof Row>[]) =>
        rows
          .map((row) => ({ key: key.map((name) => row[name]).join(" "), ...row }))
          .sort((left, right) => (left.key < right.key ? -1 : 1));
      expect(sorted(found)).toEqual(sorted(expected));
    },
  );
});

/** What `compute.py` makes of the records: no SQL, and no line shared with the dbt project. */
async function compute(world: Quirks): Promise<z.infer<typeof Computed>> {
  const python = spawn(config.python, ["-B", here("compute.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const facts = {
    utcOffset: -5,
    currency: tenant.currency,
    timeZone: tenant.time_zone,
    today: "2026-03-19",
    pacificToday: "2026-03-19",
  };
  python.stdin.end(JSON.stringify({ ...world, ...facts, regions: await spellings() }));
  return Computed.parse(await json(python.stdout));
}

/** Names and ids of regions as the tenant's set has them; a name holds on every platform. */
async function spellings() {
  const lines = async (name: string) =>
    (await readFile(here(`../../../dbt/seeds/${name}.csv`), "utf8"))
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  const names = (await lines("region_sets")).map(([, code, name]) => ({ platform: null, name, code }));
  const ids = (await lines("region_aliases")).map(([, platform, name, code]) => ({ platform, name, code }));
  return [...names, ...ids];
}
