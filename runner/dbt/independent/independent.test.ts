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

const Row = z.record(z.string(), z.unknown());
const Computed = z.object({ facts: z.array(Row), regions: z.array(Row), restatements: z.array(Row) });

/** 20 March in UTC, still 19 March in Jamaica. */
const asOf = new Date("2026-03-20T03:00:00Z");
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
    const tenant = { id, label: id, currency: "JMD", time_zone: "America/Jamaica", region_set: "jm-parishes" };
    const signal = new AbortController().signal;
    const result = await dbt.transform({ tenant, asOf, onProgress: () => undefined, signal });
    expect(result).toMatchObject({ ok: true });
    computed = await compute(world);
  }, 900_000);

  test("the world holds what is to be compared: every platform, currency, rest and unknown place", () => {
    const told = (rows: readonly z.infer<typeof Row>[], name: string) => new Set(rows.map((row) => row[name]));
    const rests = new Set(
      computed.facts.filter(({ ad_id }) => String(ad_id).startsWith("unattributed:")).map(({ platform }) => platform),
    );
    const platforms = new Set(["meta", "tiktok", "linkedin", "google_ads", "microsoft_ads"]);
    expect(told(computed.facts, "platform")).toEqual(platforms);
    expect(told(computed.facts, "account_currency")).toEqual(new Set(["USD", "EUR", "JMD"]));
    const sources = [...told(computed.facts, "rate_source")];
    expect(sources).toEqual(expect.arrayContaining([null, "boj", "ecb+boj", "own"]));
    expect(told(computed.facts, "settled")).toEqual(new Set([true, false]));
    expect(rests).toEqual(new Set(["linkedin", "google_ads", "microsoft_ads"]));
    expect(told(computed.restatements, "platform")).toEqual(platforms);
    for (const code of ["unmapped", "unattributed"]) {
      expect(
        told(
          computed.regions.filter(({ region_code }) => region_code === code),
          "platform",
        ),
      ).toEqual(platforms);
    }
  });

  test.each([
    ["fct_ad_performance_daily", "facts", ["date_day", "platform", "account_id", "ad_id"]],
    ["fct_region_performance_daily", "regions", ["date_day", "platform", "account_id", "campaign_id", "region_code"]],
    ["fct_restatements", "restatements", ["date_day", "platform", "campaign_id", "metric", "extracted_at"]],
  ] as const)("%s equals what plain Python makes of the raw records", async (mart, what, key) => {
    const expected = computed[what];
    const names = Object.keys(expected[0]!).join(", ");
    const instant = "strftime(extracted_at, '%Y-%m-%dT%H:%M:%S.%gZ') as extracted_at";
    const columns = names.replace("extracted_at", instant);
    const found = await query(placesOf(config, id).duckdb, `select ${columns} from marts.${mart}`);
    const sorted = (rows: readonly z.infer<typeof Row>[]) =>
      rows
        .map((row) => ({ key: key.map((name) => row[name]).join(" "), ...row }))
        .sort((left, right) => (left.key < right.key ? -1 : 1));
    expect(sorted(found)).toEqual(sorted(expected));
  });
});

/** What `compute.py` makes of the records: no SQL, and no line shared with the dbt project. */
async function compute(world: Quirks): Promise<z.infer<typeof Computed>> {
  const python = spawn(config.python, ["-B", here("compute.py")], { stdio: ["pipe", "pipe", "inherit"] });
  python.stdin.end(JSON.stringify({ ...world, currency: "JMD", today: "2026-03-19", regions: await spellings() }));
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
