import { afterAll, beforeAll, expect, test } from "vitest";
import { land, makeConfig, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";
import { days, draw, draws, metaRow, sync } from "./world.fixture.ts";

const tenant = { id: "gappy", currency: "USD", time_zone: "UTC", region_set: "none" };
const history = days("2026-02-01", 30);
const next = draws(7);
const reports = (day: string, ads: number) =>
  Array.from({ length: ads }, (_, ad) => metaRow({ platform: "meta", day, ad: String(1001 + ad) }, draw(next), false));

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;
beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
});
afterAll(async () => {
  await dbt.close();
  await config.remove();
});
const warningsAt = async (asOf: string) => {
  const result = await dbt.transform({
    ...{ tenant, asOf: new Date(asOf), onProgress: () => undefined, signal: new AbortController().signal },
  });
  if (!result.ok) throw new Error(result.reason);
  return [result.dbt.tests.warn, result.dbt.warnings];
};

test("what is unlike the tenant's own history is told, and stops nothing", { timeout: 600_000 }, async () => {
  const lines = history.flatMap((day) => reports(day, 24));
  await land(config, tenant.id, sync("meta", "ads_insights", "2026-03-03T06:00:00Z", lines));
  expect(await warningsAt("2026-03-03T07:00:00Z")).toEqual([0, []]);

  const few = sync("meta", "ads_insights", "2026-03-04T06:00:00Z", reports("2026-03-03", 5));
  await land(config, tenant.id, few);
  expect(await warningsAt("2026-03-04T07:00:00Z")).toEqual([
    1,
    ["meta: 5 reports on 2026-03-03, where a day had 24 in the four weeks before"],
  ]);

  const whole = sync("meta", "ads_insights", "2026-03-09T06:00:00Z", reports("2026-03-03", 24));
  await land(config, tenant.id, whole);
  expect(await warningsAt("2026-03-09T07:00:00Z")).toEqual([
    1,
    ["meta: the newest report is of 2026-03-03, 6 days before it was read; the longest silence until now was 1 day(s)"],
  ]);
});
