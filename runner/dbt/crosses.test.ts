import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf, variablesOf } from "./config.ts";
import { DbtProcess } from "./dbt-process.ts";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { days, draws, sync } from "./world.fixture.ts";

/** Two that the ECB tells, one of them worth little, and two that are told in dollars alone. */
const published = [
  ["EUR", "USD", 1.08],
  ["EUR", "GBP", 0.85],
  ["EUR", "IDR", 17_800],
  ["USD", "JMD", 157],
  ["USD", "TTD", 6.78],
] as const;
const currencies = ["EUR", "USD", "GBP", "IDR", "JMD", "TTD"] as const;
const reporting = ["EUR", "GBP", "IDR", "JMD"] as const;
const allDays = days("2025-03-01", 300);
const ONE = 10n ** 12n;

/** Of each pair of a currency and a reporting currency, the rate of each day in whole 10⁻¹². */
const rates = new Map<string, Map<string, bigint>>();
const told = new Map<string, bigint>();
let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtProcess;

const half = (part: bigint, whole: bigint) => (2n * part + whole) / (2n * whole);
const from = (base: string, quote: string, day: string) =>
  base === quote ? ONE : rates.get(`${base} ${quote}`)!.get(day)!;
const distance = (left: bigint, right: bigint) => (left > right ? left - right : right - left);

beforeAll(async () => {
  config = await makeConfig();
  dbt = new DbtProcess(config.python, quiet);
  const next = draws(25);
  const lines = allDays.flatMap((day) =>
    published.map(([base, quote, about]) => {
      const rate = (about * (0.8 + 0.4 * next())).toFixed(5);
      told.set(`${base} ${quote} ${day}`, BigInt(rate.replace(".", "")) * 10n ** 7n);
      return `${day},${base},${quote},${rate}`;
    }),
  );
  for (const currency of reporting) {
    const id = `in-${currency.toLowerCase()}`;
    const places = placesOf(config, id);
    await mkdir(dirname(places.rates), { recursive: true });
    await writeFile(places.rates, ["date,base,quote,rate", ...lines, ""].join("\n"));
    const accounts = currencies.map((each, index) => ({ account_id: String(index), name: each, currency: each }));
    await land(config, id, sync("meta", "ad_account", "2025-12-01T00:00:00Z", accounts));
    const vars = variablesOf(
      { id, currency, time_zone: "UTC", region_set: "none" },
      places,
      new Date("2025-12-01T00:00:00Z"),
    );
    const { lake, rates: file, duckdb, state } = places;
    const outcome = await dbt.run(
      {
        ...{ tenant_id: id, vars, lake, rates: file, duckdb_path: duckdb, project: config.project },
        ...{ folder: join(state, "run"), parsed: join(state, "parsed") },
        command: [
          "build",
          "--select",
          "+int_rates",
          ...["unit_test", "test"].flatMap((kind) => ["--exclude-resource-type", kind]),
        ],
      },
      () => undefined,
      new AbortController().signal,
    );
    expect(outcome).toMatchObject({ success: true, warnings: [], failures: [] });
    for (const row of await query(duckdb, "select * from intermediate.int_rates where date_day = rate_date")) {
      const pair = `${row.base_currency} ${currency}`;
      const ofPair = rates.get(pair) ?? new Map<string, bigint>();
      rates.set(pair, ofPair.set(String(row.date_day), BigInt(String(row.rate).replace(".", ""))));
    }
  }
}, 900_000);
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("every pair has a rate on every day", () => {
  expect(rates.size).toBe(reporting.length * (currencies.length - 1));
  for (const ofPair of rates.values()) expect(ofPair.size).toBe(allDays.length);
});

test("a cross and its inverse fit: their product is one, but for the rounding of both", () => {
  for (const day of allDays)
    for (const base of reporting)
      for (const quote of reporting.filter((each) => each !== base)) {
        const [there, back] = [from(base, quote, day), from(quote, base, day)];
        expect(distance(there * back, ONE * ONE), `${day} ${base} ${quote}`).toBeLessThanOrEqual(
          (there + back + 1n) / 2n,
        );
      }
});

test("three currencies fit: going over a third one is the same, but for the rounding of all", () => {
  for (const day of allDays)
    for (const base of currencies)
      for (const over of reporting)
        for (const quote of reporting) {
          const [first, second, whole] = [from(base, over, day), from(over, quote, day), from(base, quote, day)];
          expect(distance(first * second, whole * ONE), `${day} ${base} ${over} ${quote}`).toBeLessThanOrEqual(
            first + second + ONE,
          );
        }
});

test("each way to a cross is what whole numbers make of it, to the last digit", () => {
  for (const day of allDays) {
    const [dollar, pound, rupiah] = ["USD", "GBP", "IDR"].map((each) => told.get(`EUR ${each} ${day}`)!) as [
      bigint,
      bigint,
      bigint,
    ];
    const [jamaica, trinidad] = ["JMD", "TTD"].map((each) => told.get(`USD ${each} ${day}`)!) as [bigint, bigint];
    const euro = half(dollar * jamaica, ONE);
    expect([
      ...["EUR", "USD", "GBP", "IDR", "TTD"].map((each) => from(each, "JMD", day)),
      ...["IDR", "JMD"].map((each) => from(each, "GBP", day)),
      ...["USD", "JMD"].map((each) => from(each, "EUR", day)),
    ]).toEqual([
      ...[euro, jamaica, half(euro * ONE, pound), half(euro * ONE, rupiah), half(jamaica * ONE, trinidad)],
      ...[half(pound * ONE, rupiah), half(pound * ONE, euro)],
      ...[half(ONE * ONE, dollar), half(ONE * ONE, euro)],
    ]);
  }
});
