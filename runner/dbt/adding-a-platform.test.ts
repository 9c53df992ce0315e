import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;
const tenant = { id: "shopkeeper", label: "Shopkeeper", currency: "USD", time_zone: "UTC", region_set: "jm-parishes" };

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

/** The files that docs/dbt.md shows: code blocks whose first line is a comment with a path. */
async function filesOfTheDocument(): Promise<[path: string, text: string][]> {
  const document = await readFile("docs/dbt.md", "utf8");
  const blocks = document.matchAll(/^```(?:yaml|sql)\n(?:#|--) (models\/\S+)\n(.*?)^```$/gms);
  return [...blocks].map(([, path, text]) => [path!, text!]);
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(config.project, path);
  const [before, after] = [await readFile(file, "utf8"), change(await readFile(file, "utf8"))];
  expect(after).not.toBe(before);
  await writeFile(file, after);
}

test("a platform is the folder that the document shows, a name in a list and a line of a seed", async () => {
  const files = await filesOfTheDocument();
  expect(files).toHaveLength(12);
  for (const [path, text] of files) {
    const file = join(config.project, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await edit("dbt_project.yml", (text) => text.replace(/ad_platforms: \[/, "ad_platforms: [shop_ads, "));
  await edit("seeds/attribution_windows.csv", (text) => `${text}shop_ads,1,utc\n`);
  await land(config, tenant.id, {
    platform: "shop_ads",
    stream: "days",
    extractedAt: "2026-03-18T00:00:00Z",
    rows: [
      {
        day: "2026-03-17",
        shop: "7",
        campaign: "Spring",
        ad: "1",
        place: "St. Ann",
        cost: "1.25",
        shown: 10,
        clicked: 1,
        sold: 2,
      },
      {
        day: "2026-03-17",
        shop: "7",
        campaign: "Spring",
        ad: "1",
        place: "Atlantis",
        cost: "0.75",
        shown: 5,
        clicked: 0,
        sold: 0,
      },
      {
        day: "2026-03-17",
        shop: "7",
        campaign: "Spring",
        ad: "2",
        place: "Kingston",
        cost: "3",
        shown: 7,
        clicked: 2,
        sold: 1,
      },
    ],
  });

  const result = await dbt.transform({
    tenant,
    asOf: new Date("2026-03-20T00:00:00Z"),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  expect(result.ok ? result.dbt.warnings : result.reason).toEqual([]);

  const marts = (sql: string) => query(join(config.warehouse, "marts", "shopkeeper.duckdb"), sql);
  const numbers = "account_spend_micros as spend, impressions, clicks, conversions";
  expect(await marts(`select ad_id, ${numbers}, settled from marts.api_performance_daily order by ad_id`)).toEqual([
    { ad_id: "1", spend: "2000000", impressions: "15", clicks: "1", conversions: "2.000000", settled: true },
    { ad_id: "2", spend: "3000000", impressions: "7", clicks: "2", conversions: "1.000000", settled: true },
  ]);
  expect(
    await marts(`select region_code, ${numbers} from marts.api_region_performance_daily order by region_code`),
  ).toEqual([
    { region_code: "JM-01", spend: "3000000", impressions: "7", clicks: "2", conversions: "1.000000" },
    { region_code: "JM-06", spend: "1250000", impressions: "10", clicks: "1", conversions: "2.000000" },
    { region_code: "unmapped", spend: "750000", impressions: "5", clicks: "0", conversions: "0.000000" },
  ]);
  expect(await marts("select platform, campaign_name, status from marts.api_campaigns")).toEqual([
    { platform: "shop_ads", campaign_name: "Spring", status: "UNKNOWN" },
  ]);
}, 900_000);
