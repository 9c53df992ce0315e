import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { draw, draws, metaRow, sync } from "./world.fixture.ts";

const tenant = { id: "historian", currency: "USD", time_zone: "UTC", region_set: "none" };
const HISTORIES = ["account_history", "campaign_history", "ad_set_history", "ad_history", "budget_history"];
const next = draws(11);

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

const warehouse = (sql: string) => query(join(config.warehouse, "marts", `${tenant.id}.duckdb`), sql);
const list = (stream: string, day: string, rows: Parameters<typeof sync>[3]) =>
  land(config, tenant.id, sync("meta", stream, `${day}T00:00:00Z`, rows));
const build = async (asOf = "2026-03-20T00:00:00Z") => {
  const result = await dbt.transform({
    ...{ tenant, asOf: new Date(asOf), onProgress: () => undefined },
    signal: new AbortController().signal,
  });
  if (!result.ok) throw new Error(result.reason);
};
/** All versions of one thing, oldest first, as the columns asked for; `open` is the current one. */
const versions = (history: string, where: string, columns: string) =>
  warehouse(
    `select ${columns}, dbt_is_deleted as deleted, dbt_valid_to = timestamp '9999-12-31' as open
     from snapshots.${history} where ${where} order by dbt_valid_from`,
  );

const campaign = (name: string, daily_budget: number) => [
  { id: "2000", account_id: "100", name, effective_status: "ACTIVE", daily_budget },
];
const adSet = (name: string) => [
  { id: "set-201", account_id: "100", campaign_id: "2000", name, effective_status: "ACTIVE" },
];
const ad = (id: string, effective_status: string) => ({
  ...{ id, effective_status, account_id: "100", campaign_id: "2000", adset_id: "set-201", name: `Ad ${id}` },
});

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
  await list("ads_insights", "2026-03-10", [
    metaRow({ platform: "meta", day: "2026-03-09", ad: "201" }, draw(next), false),
  ]);
  await list("campaigns", "2026-03-10", campaign("Carnival", 5000));
  await list("ad_sets", "2026-03-10", adSet("Dancers"));
  await list("ads", "2026-03-10", [ad("201", "ACTIVE")]);
  await build();
}, 600_000);
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("twice in a row writes no version", { timeout: 600_000 }, async () => {
  const everything = () =>
    Promise.all(HISTORIES.map((name) => warehouse(`select * from snapshots.${name} order by all`)));
  const before = await everything();
  expect(before.map((rows) => rows.length)).toEqual([1, 1, 1, 1, 1]);
  await build();
  expect(await everything()).toEqual(before);
});

test("a renamed campaign has both names, and facts go by today's", { timeout: 600_000 }, async () => {
  await list("campaigns", "2026-03-11", campaign("Carnival 2", 5000));
  await list("ad_sets", "2026-03-11", adSet("Drummers"));
  await build();
  expect(await versions("campaign_history", "campaign_id = '2000'", "campaign_name")).toEqual([
    { campaign_name: "Carnival", deleted: "False", open: false },
    { campaign_name: "Carnival 2", deleted: "False", open: true },
  ]);
  expect(await versions("ad_set_history", "ad_set_id = 'set-201'", "ad_set_name")).toEqual([
    { ad_set_name: "Dancers", deleted: "False", open: false },
    { ad_set_name: "Drummers", deleted: "False", open: true },
  ]);
  const named = await warehouse(
    "select distinct campaign_name from marts.api_performance_daily join marts.api_campaigns using (platform, campaign_id)",
  );
  expect(named).toEqual([{ campaign_name: "Carnival 2" }]);
});

test("a changed budget keeps what it was", { timeout: 600_000 }, async () => {
  await list("campaigns", "2026-03-12", campaign("Carnival 2", 8000));
  await build();
  expect(await versions("budget_history", "budget_id = 'campaign:2000'", "daily_micros")).toEqual([
    { daily_micros: "50000000", deleted: "False", open: false },
    { daily_micros: "80000000", deleted: "False", open: true },
  ]);
});

test("a version is as of its build, however late that runs, and never before one that is written", {
  timeout: 600_000,
}, async () => {
  await list("campaigns", "2026-03-21", campaign("Carnival 3", 8000));
  await build("2026-03-21T06:30:00Z");
  await list("campaigns", "2026-03-22", campaign("Carnival 4", 8000));
  await build("2026-03-19T00:00:00Z");
  expect(
    await warehouse(
      `select campaign_name, dbt_valid_from::varchar as since, dbt_valid_to::varchar as until
       from snapshots.campaign_history where campaign_id = '2000' order by dbt_valid_from`,
    ),
  ).toEqual([
    { campaign_name: "Carnival", since: "2026-03-20 00:00:00", until: "2026-03-20 00:00:00.000001" },
    { campaign_name: "Carnival 2", since: "2026-03-20 00:00:00.000001", until: "2026-03-21 06:30:00" },
    { campaign_name: "Carnival 3", since: "2026-03-21 06:30:00", until: "2026-03-21 06:30:00.000001" },
    { campaign_name: "Carnival 4", since: "2026-03-21 06:30:00.000001", until: "9999-12-31 00:00:00" },
  ]);
});

test("a deleted ad keeps its facts and has a version that says so", { timeout: 600_000 }, async () => {
  const facts = () => warehouse("select * from marts.api_performance_daily order by all");
  const before = await facts();
  expect(before).toHaveLength(1);
  await list("ads", "2026-03-13", [ad("201", "DELETED")]);
  await build();
  expect(await versions("ad_history", "ad_id = '201'", "status")).toEqual([
    { status: "ACTIVE", deleted: "False", open: false },
    { status: "DELETED", deleted: "False", open: true },
  ]);
  expect(await facts()).toEqual(before);
});

test("an ad that vanishes from the lake ends once, not with every build", { timeout: 600_000 }, async () => {
  const connection = "connection-2";
  await land(config, tenant.id, { ...sync("meta", "ads", "2026-03-14T00:00:00Z", [ad("202", "ACTIVE")]), connection });
  await build();
  await rm(join(config.warehouse, "lake", tenant.id, "meta", connection), { recursive: true });
  await build();
  await build();
  expect(await versions("ad_history", "ad_id = '202'", "ad_name")).toEqual([
    { ad_name: "Ad 202", deleted: "False", open: false },
    { ad_name: "Ad 202", deleted: "True", open: true },
  ]);
});
