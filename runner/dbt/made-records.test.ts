import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { placesOf } from "./config.ts";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { type Column, type Made, madeRecords } from "./made-records.fixture.ts";
import { declaredStreams, needed, stagingModels } from "./streams.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";

/** Columns and types of the connectors' own streams, which are not shipped with the project. */
const connectors = fileURLToPath(new URL("../../../shared/airbyte/key_streams.json", import.meta.url));
const sources: Readonly<Record<string, string>> = {
  "facebook-marketing": "meta",
  "google-ads": "google_ads",
  "linkedin-ads": "linkedin",
  "tiktok-marketing": "tiktok",
  "google-analytics-data-api": "ga4",
  "google-search-console": "search_console",
  "bing-ads": "microsoft_ads",
};
const KeyStreams = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({ columns: z.record(z.string(), z.string()), pk: z.array(z.array(z.string())).nullable() }),
  ),
);

/** Streams of the connectors that no mart needs: they may land, and nothing reads them. */
const unread = [
  "meta.ads_insights_region",
  ...["user_location_view", "geographic_view", "geographic_view_with_metrics", "account_performance_report"].map(
    (name) => `google_ads.${name}`,
  ),
  ...[
    "ads_reports_by_country_daily",
    "ad_groups_reports_daily",
    "campaigns_reports_daily",
    "campaigns_audience_reports_by_country_daily",
  ].map((name) => `tiktok.${name}`),
  "linkedin.ad_member_country_analytics",
  ...["locations", "events_report", "ecommerce_purchases_item_name_report"].map((name) => `ga4.${name}`),
  "microsoft_ads.user_location_performance_report_daily",
];
/** Columns that staging also reads because an older version of the connector, or a query of one's own, tells them. */
const elsewhere = [
  ...["customer_id", "campaign_start_date", "campaign_end_date"].map((name) => `google_ads.campaign.${name}`),
  ...["objectivetype", "dailybudget"].map((name) => `linkedin.campaign_groups.${name}`),
];

let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;
const declared = await declaredStreams();
const streams = [...declared.keys()];

beforeAll(async () => {
  config = await makeConfig();
  dbt = createTransform(config, quiet);
});
afterAll(async () => {
  await dbt.close();
  await config.remove();
});

/** Lands what was made of each stream in two syncs, builds all, and says how many rows each staging model has. */
async function build(id: string, made: ReadonlyMap<string, Made>): Promise<ReadonlyMap<string, readonly number[]>> {
  for (const [name, { sparse, bare }] of made) {
    const [platform, stream] = name.split(".") as [string, string];
    await land(config, id, { platform, stream, extractedAt: "2026-03-08T00:00:00Z", rows: sparse });
    await land(config, id, { platform, stream, extractedAt: "2026-03-09T00:00:00Z", rows: bare });
  }
  const tenant = { id, currency: "USD", time_zone: "UTC", region_set: "jm-parishes" };
  const asOf = new Date("2026-03-20T00:00:00Z");
  const signal = new AbortController().signal;
  const result = await dbt.transform({ tenant, asOf, onProgress: () => undefined, signal });
  expect(result.ok ? result.dbt.warnings : result.reason).toEqual([]);
  const places = placesOf(config, id);
  const rows = new Map<string, number[]>();
  for (const [name, models] of await stagingModels(join(places.state, "parsed")))
    for (const model of models) {
      const [found] = await query(places.duckdb, `select count(*)::integer as rows from ${model}`);
      rows.set(name, [...(rows.get(name) ?? []), Number(found?.rows)]);
    }
  return rows;
}

const countOf = ({ sparse, bare }: Made) => sparse.length + bare.length;

test("every stream that staging reads is known with the columns that no record lacks", () => {
  const named = Object.entries(needed).flatMap(([platform, of]) =>
    Object.keys(of).map((stream) => `${platform}.${stream}`),
  );
  expect(named.sort()).toEqual([...streams].sort());
});

describe("records made of the columns that staging declares (none of them recorded), each lacking something", () => {
  const made = new Map(
    [...declared].map(([name, columns]) => {
      const [platform, stream] = name.split(".") as [string, string];
      return [
        name,
        madeRecords(
          platform,
          columns.map((column) => ({ name: column })),
          needed[platform]![stream]!,
        ),
      ];
    }),
  );
  let rows: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    rows = await build("declared", made);
  }, 900_000);

  test.each(streams)("all of %s are in staging", (name) => {
    expect(rows.get(name)).toEqual(rows.get(name)!.map(() => countOf(made.get(name)!)));
  });
});

describe.skipIf(!existsSync(connectors))(
  "records made of the connectors' own columns (none of them recorded), each lacking something",
  async () => {
    const columns = new Map<string, readonly Column[]>();
    const keys = new Map<string, readonly [string, ...string[]]>();
    for (const [source, of] of Object.entries(
      KeyStreams.parse(JSON.parse(existsSync(connectors) ? await readFile(connectors, "utf8") : "{}")),
    ))
      for (const [stream, { columns: types, pk }] of Object.entries(of)) {
        const [platform, landed] = [sources[source]!, (name: string) => name.replaceAll(".", "_")];
        columns.set(
          `${platform}.${stream}`,
          Object.entries(types).map(([name, type]) => ({ name: landed(name), type })),
        );
        const own = (pk ?? [["TimePeriod"]]).map((path) => landed(path.join(".")).toLowerCase()) as [
          string,
          ...string[],
        ];
        keys.set(`${platform}.${stream}`, needed[platform]?.[stream] ?? own);
      }
    const read = [...columns.keys()].filter((name) => declared.has(name));
    const made = new Map(
      [...columns].map(([name, of]) => [name, madeRecords(name.split(".")[0]!, of, keys.get(name)!)]),
    );
    let rows: Awaited<ReturnType<typeof build>>;
    beforeAll(async () => {
      rows = await build("connectors", made);
    }, 900_000);

    test("what nothing reads is listed, and all that staging reads is there", () => {
      expect([...columns.keys()].filter((name) => !declared.has(name)).sort()).toEqual([...unread].sort());
      const missing = read.flatMap((name) => {
        const there = new Set(columns.get(name)!.map((column) => column.name.toLowerCase()));
        return declared
          .get(name)!
          .filter((column) => !there.has(column))
          .map((column) => `${name}.${column}`);
      });
      expect(missing.sort()).toEqual([...elsewhere].sort());
    });

    test.each(read)("all of %s are in staging", (name) => {
      expect(rows.get(name)).toEqual(rows.get(name)!.map(() => countOf(made.get(name)!)));
    });
  },
);
