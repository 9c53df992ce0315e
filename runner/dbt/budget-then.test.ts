import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { land, makeConfig, query, quiet, type Raw } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { draw, draws, metaRow, sync } from "./world.fixture.ts";

const PERIOD = "start_date::varchar as start_date, end_date::varchar as end_date";
const next = draws(25);

/** Amounts are in cents. Times are told in UTC; the tenants' calendar is Jamaica's, five hours behind. */
const campaign = (id: string, said: Raw): Raw => ({
  id,
  account_id: "100",
  name: id,
  effective_status: "ACTIVE",
  ...said,
});
const schedule = { start_time: "2026-03-01T00:00:00-0500", stop_time: "2026-03-31T23:00:00-0500" };
const reads = [
  sync("meta", "ad_account", "2026-03-02T12:00:00Z", [{ account_id: "100", currency: "USD" }]),
  sync("meta", "campaigns", "2026-03-02T12:00:00Z", [
    campaign("2000", { daily_budget: 5000 }),
    campaign("2100", { lifetime_budget: 31000, ...schedule }),
    campaign("3000", { daily_budget: 1000 }),
  ]),
  sync("meta", "campaigns", "2026-03-10T14:00:00Z", [campaign("2000", { daily_budget: 99900 })]),
  sync("meta", "campaigns", "2026-03-10T15:00:00Z", [
    campaign("2000", { daily_budget: 8000 }),
    campaign("2100", { lifetime_budget: 31000, ...schedule }),
  ]),
  sync("meta", "campaigns", "2026-03-11T15:00:00Z", [
    campaign("2000", { daily_budget: 8000 }),
    campaign("2100", { lifetime_budget: 62000, ...schedule }),
  ]),
  sync("meta", "campaigns", "2026-03-12T15:00:00Z", [
    campaign("3000", { daily_budget: 1000, effective_status: "DELETED" }),
  ]),
  // Still the evening of 14 March in Jamaica.
  sync("meta", "campaigns", "2026-03-15T02:00:00Z", [campaign("2000", { daily_budget: 2000 })]),
  sync("meta", "ads_insights", "2026-03-20T12:00:00Z", [
    metaRow({ platform: "meta", day: "2026-03-19", ad: "201" }, draw(next), false),
    metaRow({ platform: "meta", day: "2026-03-11", ad: "301" }, draw(next), false),
  ]),
];

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

const pacing = (id: string) =>
  query(
    join(config.warehouse, "marts", `${id}.duckdb`),
    `select campaign_id, monthly_budget_micros as budget, ${PERIOD}, projected_spend_micros = spend_to_date_micros as is_over
     from marts.mart_pacing order by campaign_id`,
  );
const build = async (id: string, asOf: string) => {
  const result = await dbt.transform({
    tenant: { id, currency: "USD", time_zone: "America/Jamaica", region_set: "none" },
    ...{ asOf: new Date(asOf), onProgress: () => undefined, signal: new AbortController().signal },
  });
  if (!result.ok) throw new Error(result.reason);
};

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
  for (const read of [...reads].reverse()) await land(config, "late", read);
  await build("late", "2026-03-20T13:00:00Z");
}, 600_000);
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

test("each day counts with the budget that it had: one that changed twice in the month, the last change of a day alone", async () => {
  const [changed] = await pacing("late");
  // 50 a day before the 10th, 80 until the 13th, 20 from the 14th on.
  const budget = 9 * 50 + 4 * 80 + 18 * 20;
  expect(changed).toEqual({
    ...{
      campaign_id: "2000",
      budget: `${budget}000000`,
      start_date: "2026-03-01",
      end_date: "2026-03-31",
      is_over: false,
    },
  });
});

test("of a budget for the whole schedule each day has its share as it was then", async () => {
  const [, shared] = await pacing("late");
  expect(shared).toMatchObject({ campaign_id: "2100", budget: `${10 * 10 + 21 * 20}000000`, end_date: "2026-03-31" });
});

test("a deleted campaign has its budget until the day on which it was deleted, and its period ends there", async () => {
  const [, , deleted] = await pacing("late");
  expect(deleted).toMatchObject({ campaign_id: "3000", budget: "120000000", end_date: "2026-03-12", is_over: true });
});

test("built after every read, or once and late: the same", { timeout: 900_000 }, async () => {
  for (const read of reads) {
    await land(config, "in-time", read);
    await build("in-time", read.extractedAt);
  }
  expect(await pacing("in-time")).toEqual(await pacing("late"));
});
