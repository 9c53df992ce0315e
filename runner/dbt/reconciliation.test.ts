import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { land, makeConfig, quiet, type Raw } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { sync } from "./world.fixture.ts";

const tenant = { id: "reconciled", currency: "USD", time_zone: "UTC", region_set: "none" };
const STAGING = "models/staging/meta/stg_meta__ads_insights.sql";

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

beforeAll(async () => {
  const made = await makeConfig();
  config = { ...made, project: await mkdtemp(join(tmpdir(), "dbt-project-")) };
  await cp(made.project, config.project, { recursive: true });
  dbt = createTransform(config, quiet);
});
afterAll(async () => {
  await dbt.close();
  await config.remove();
  await rm(config.project, { recursive: true });
});

const row = (ad_id: string, impressions: number, purchases: number): Raw => ({
  ...{ date_start: "2026-03-07", account_id: "1", account_currency: "USD", campaign_id: "c", adset_id: "s", ad_id },
  ...{ spend: "1.50", clicks: 1, impressions },
  actions: [{ action_type: "offsite_conversion.fb_pixel_purchase", value: `${purchases}` }],
});
const build = () =>
  dbt.transform({
    ...{ tenant, asOf: new Date("2026-03-20T00:00:00Z"), onProgress: () => undefined },
    signal: new AbortController().signal,
  });

test("staging that loses records stops the build, with what the fact says and what the raw records do", {
  timeout: 900_000,
}, async () => {
  await land(
    config,
    tenant.id,
    sync("meta", "ads_insights", "2026-03-08T00:00:00Z", [row("a", 7, 1), row("b", 70, 2)]),
  );
  await land(config, tenant.id, sync("meta", "ads_insights", "2026-03-09T00:00:00Z", [row("a", 9, 3)]));

  // A key that forgets the ad: what is left is unique, readable and adds up, and half of it is gone.
  const file = join(config.project, STAGING);
  const whole = await readFile(file, "utf8");
  const broken = whole.replace("'account_id', 'ad_id']) }}", "'account_id', 'campaign_id']) }}");
  expect(broken).not.toBe(whole);
  await writeFile(file, broken);
  const result = await build();
  if (result.ok) throw new Error("it was published");
  expect(result.errorClass).toBe("data");
  const said = (measure: string, fact: string, raw: string) =>
    `2026-03-07: ${measure} of fct_ad_performance_daily is ${fact}, the newest raw records of meta.ads_insights add up to ${raw}`;
  expect(result.reason).toContain(said("impressions", "9", "79.000000"));
});
