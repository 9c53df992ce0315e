import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placesOf, variablesOf } from "./config.ts";
import { DbtProcess } from "./dbt-process.ts";
import { land, makeConfig, quiet } from "./lake.fixture.ts";
import { draw, draws, metaRow, sync, tiktokRow } from "./world.fixture.ts";

/** Five hours behind UTC all year. */
const tenant = { id: "prompt", currency: "JMD", time_zone: "America/Jamaica", region_set: "none" };
const day = "2026-03-18";

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtProcess;

/** What dbt says at an instant of the tenant's day; Meta was read at 10:00, TikTok at 8:30. */
async function run(
  asOf: string,
  fresh: { sources: ["meta"] | ["meta", "tiktok"]; from: number; to: number },
  ...command: string[]
) {
  const places = placesOf(config, tenant.id);
  const { lake, rates, duckdb, state } = places;
  const outcome = await dbt.run(
    {
      ...{ tenant_id: tenant.id, lake, rates, duckdb_path: duckdb, project: config.project, command },
      ...{ folder: join(state, "run"), parsed: join(state, "parsed") },
      vars: variablesOf({ ...tenant, fresh }, places, new Date(`${asOf}-05:00`)),
    },
    () => undefined,
    new AbortController().signal,
  );
  expect(outcome).toMatchObject({ exception: null, failures: [] });
  return outcome.warnings;
}

beforeAll(async () => {
  config = await makeConfig();
  dbt = new DbtProcess(config.python, quiet);
  const said = draw(draws(3));
  await land(
    config,
    tenant.id,
    sync("meta", "ads_insights", "2026-03-19T15:00:00Z", [
      { ...metaRow({ platform: "meta", day, ad: "201" }, said, false), account_currency: "JMD" },
    ]),
  );
  await land(
    config,
    tenant.id,
    sync("tiktok", "ads_reports_daily", "2026-03-19T13:30:00Z", [
      tiktokRow({ platform: "tiktok", day, ad: "711" }, said),
    ]),
  );
  const all = { sources: ["meta"] as ["meta"], from: 6, to: 22 };
  expect(await run("2026-03-19T10:05:00", all, "build", "--exclude-resource-type", "unit_test")).toEqual([]);
}, 600_000);
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

const meta = "meta: last read at 2026-03-19 10:00, more than an hour ago within the hours of work";
const tiktok = "tiktok: last read at 2026-03-19 08:30, more than an hour ago within the hours of work";

test.each([
  ["an hour old is fresh enough", "2026-03-19T11:00:00", 6, 22, []],
  ["a minute more is not", "2026-03-19T11:01:00", 6, 22, [`${meta} (6-22)`]],
  ["the evening's last minute counts", "2026-03-19T21:59:00", 6, 22, [`${meta} (6-22)`]],
  ["nothing is promised after hours", "2026-03-19T22:00:00", 6, 22, []],
  ["nor at night", "2026-03-20T03:00:00", 6, 22, []],
  ["nor in the morning's first hour", "2026-03-20T06:59:00", 6, 22, []],
  ["then it is again", "2026-03-20T07:00:00", 6, 22, [`${meta} (6-22)`]],
  ["hours may go past midnight", "2026-03-20T01:30:00", 20, 2, [`${meta} (20-2)`]],
  ["and leave the day out", "2026-03-19T12:00:00", 20, 2, []],
  ["or be the whole day", "2026-03-20T00:30:00", 0, 24, [`${meta} (0-24)`]],
] as const)("%s: %s", { timeout: 120_000 }, async (_, asOf, from, to, warnings) => {
  expect(await run(asOf, { sources: ["meta"], from, to }, "test", "--select", "sources_are_fresh")).toEqual(
    warnings.length ? [warnings.join("; ")] : [],
  );
});

test("each source that is promised is told of, and no other", { timeout: 120_000 }, async () => {
  const select = ["test", "--select", "sources_are_fresh"];
  expect(await run("2026-03-19T09:45:00", { sources: ["meta"], from: 6, to: 22 }, ...select)).toEqual([]);
  expect(await run("2026-03-19T11:30:00", { sources: ["meta", "tiktok"], from: 6, to: 22 }, ...select)).toEqual([
    `${meta} (6-22); ${tiktok} (6-22)`,
  ]);
});
