import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../airbyte/testing/start.ts";
import { standInHosts } from "../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../sample/server.ts";
import { getJson, tell } from "../sample/testing/sample.ts";
import { webConnectors } from "../sample/web-connectors.ts";
import { addDays } from "../sample/world/calendar.ts";
import { SEARCH_FINAL_AFTER_DAYS } from "../sample/world/search.ts";
import { sampleTenants } from "../sample/world/tenants.ts";
import type { SearchTruthRow } from "../sample/world/truth-search.ts";
import type { WebTruthRow } from "../sample/world/truth-web.ts";
import type { WebSource } from "../sample/world/web-sources.ts";
import { half } from "./island.fixture.ts";
import { land, makeConfig, query, quiet } from "./lake.fixture.ts";
import { createTransform, type DbtTransform } from "./transform.ts";

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 300_000 });

const [searchOnly, both] = sampleTenants(1);
/** Its property is in USD, so that revenue is converted. */
const currency = "JMD";

let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;
let config: Awaited<ReturnType<typeof makeConfig>>;
let dbt: DbtTransform;

beforeAll(async () => {
  folder = testFolder({ jobTimeoutMs: 900_000, stallMs: 600_000 });
  const state = join(folder.path, "sample");
  sample = await createSampleServer(
    { port: 0, stateFolder: state, days: 12, scale: "small", seed: 1 },
    { quiet: true },
  );
  config = await makeConfig(`${sample.url}/rates.csv`);
  Object.assign(folder.config, { standIns: standInHosts(sample.url), lake: join(config.warehouse, "lake") });
  airbyte = await startAirbyte(folder.config);
  dbt = createTransform(config, quiet);
});
afterAll(async () => {
  await dbt.close();
  await airbyte[Symbol.asyncDispose]();
  await sample.close();
  await config.remove();
  await folder[Symbol.asyncDispose]();
});

type Tenant = typeof both;

/** Gives back how to sync again. */
async function connect(tenant: Tenant, source: WebSource): Promise<() => Promise<void>> {
  const { client } = airbyte;
  const { sourceType, streams, config: configOf } = webConnectors[source];
  const workspaceId = await client.workspace();
  const startDate = sample.control.moment.firstDay;
  const configuration = { sourceType, ...configOf(tenant!.web[source], { startDate }) };
  const { sourceId } = await client.must("POST", "/sources", { name: sourceType, workspaceId, configuration });
  const chosen = { configurations: { streams: streams.map(({ name }) => ({ name })) } };
  const connectionId = await client.connect(String(sourceId), workspaceId, source, chosen, tenant!.id);
  const sync = async () => {
    const jobId = await client.startJob(connectionId);
    await airbyte.server.settled(jobId);
    expect(await client.detail(jobId)).toMatchObject({ status: "succeeded", error_message: null });
  };
  await sync();
  return sync;
}

async function transform(tenant: Tenant): Promise<void> {
  const result = await dbt.transform({
    tenant: { id: tenant!.id, label: tenant!.label, currency, time_zone: "America/Jamaica", region_set: "jm-parishes" },
    asOf: new Date(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  expect(result).toMatchObject({ ok: true, dbt: { warnings: [], tests: { warn: 0, error: 0 } } });
}

const marts = (tenant: Tenant, sql: string) => query(`${config.warehouse}/marts/${tenant!.id}.duckdb`, sql);

/** Rows by their labels, each with sums as text. */
function summed<Row extends object>(
  rows: readonly Row[],
  labels: (row: Row) => unknown[],
  sums: (row: Row) => bigint[],
) {
  const groups = Map.groupBy(rows, (row) => labels(row).join(" · "));
  return new Map(
    [...groups]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, parts]) => [
        key,
        parts
          .map(sums)
          .reduce((left, right) => left.map((each, at) => each + right[at]!))
          .map(String),
      ]),
  );
}

async function expectVisits(tenant: Tenant): Promise<void> {
  const { rows } = await getJson(`${sample.url}/truth/web?tenant=${tenant!.id}`);
  const csv: string = await (await fetch(`${sample.url}/rates.csv`)).text();
  const nanos = new Map(
    csv
      .split("\n")
      .map((line) => line.split(","))
      .filter(([, base, quote]) => base === "USD" && quote === "JMD")
      .map(([day, , , rate]) => [day, BigInt(rate!.replace(".", ""))]),
  );
  const facts = await marts(
    tenant,
    `select date_day, property_id, source, medium, campaign, country, region, sessions, engaged_sessions, page_views, users, new_users,
       conversions::bigint as conversions, property_revenue_micros, revenue_micros from marts.api_web_daily`,
  );
  expect(
    summed(
      facts as Record<string, string>[],
      (row) => [row.date_day, row.property_id, row.source, row.medium, row.campaign, row.country, row.region],
      (row) =>
        [
          "sessions",
          "engaged_sessions",
          "page_views",
          "users",
          "new_users",
          "conversions",
          "property_revenue_micros",
          "revenue_micros",
        ].map((name) => BigInt(row[name]!)),
    ),
  ).toEqual(
    summed(
      rows as WebTruthRow[],
      (row) => [row.date, row.property_id, row.source, row.medium, row.campaign, row.country, row.region],
      (row) => [
        ...[row.sessions, row.engaged_sessions, row.page_views, row.users, row.new_users, row.key_events].map(BigInt),
        BigInt(row.revenue_micros),
        half(BigInt(row.revenue_micros) * nanos.get(row.date)!, 1_000_000_000n),
      ],
    ),
  );
}

async function expectSearches(tenant: Tenant): Promise<void> {
  const { rows } = await getJson(`${sample.url}/truth/search?tenant=${tenant!.id}`);
  const facts = await marts(tenant, "select * from marts.api_search_daily");
  const measures = ["impressions", "clicks"] as const;
  expect(
    summed(
      facts as Record<string, string>[],
      (row) => [row.date_day, row.property_id, row.search_type, row.country, row.device, row.query, row.page],
      (row) => [...measures, "position_sum"].map((name) => BigInt(row[name]!)),
    ),
  ).toEqual(
    summed(
      (rows as SearchTruthRow[]).filter((row) => row.final),
      ({ date, site_url, search_type, country, device, query: asked, page }) => [
        ...[date, site_url, search_type, country, device, asked ?? "unattributed"],
        asked === null ? "unattributed" : page,
      ],
      (row) => [...measures.map((name) => BigInt(row[name])), BigInt(row.positions)],
    ),
  );
}

test("a tenant with Search Console alone: the fact equals the truth", async () => {
  await connect(searchOnly, "search_console");
  await transform(searchOnly);
  await expectSearches(searchOnly);
  expect(await marts(searchOnly, "select count(*)::varchar as rows from marts.api_web_daily")).toEqual([{ rows: "0" }]);
});

test("facts equal the truth with GA4 alone, with both, and after past days have changed", async () => {
  const tenant = both;
  const [property] = tenant!.web.ga4.properties;
  await land(config, tenant!.id, {
    platform: "ga4",
    stream: "properties",
    extractedAt: "2026-01-01T00:00:00Z",
    rows: [
      { name: `properties/${property}`, displayname: "Harbour", currencycode: "USD", timezone: "America/Jamaica" },
    ],
  });
  const syncVisits = await connect(tenant, "ga4");
  await transform(tenant);
  await expectVisits(tenant);
  expect(await marts(tenant, "select count(*)::varchar as rows from marts.api_search_daily")).toEqual([{ rows: "0" }]);

  const syncSearches = await connect(tenant, "search_console");
  const restate = (platform: WebSource, days_back: number, factor: number) =>
    tell(sample, "/control/restate", { tenant: tenant!.id, platform, days_back, factor });
  // So much less that many rows are gone.
  await restate("ga4", 2, 0.1);
  await restate("search_console", 6, 0.1);
  await syncVisits();
  await syncSearches();
  await transform(tenant);
  await expectVisits(tenant);
  await expectSearches(tenant);

  const { today } = sample.control.moment;
  const known = { ga4: today, search_console: addDays(today, -SEARCH_FINAL_AFTER_DAYS) };
  const sources = await marts(tenant, "select platform, data_through, settled_until from marts.api_sources order by 1");
  expect(sources.map(({ platform, data_through }) => [platform, data_through])).toEqual(Object.entries(known));
  for (const [fact, platform] of [
    ["web", "ga4"],
    ["search", "search_console"],
  ] as const) {
    const [settled] = await marts(
      tenant,
      `select max(date_day)::varchar as day from marts.api_${fact}_daily where settled`,
    );
    expect(settled?.day).toBe(sources.find((source) => source.platform === platform)?.settled_until);
  }
  const places = await marts(
    tenant,
    "select distinct region, region_code from marts.api_web_daily where region_code is not null order by 2",
  );
  expect(places).toEqual([
    { region: "Kingston", region_code: "JM-01" },
    { region: "St. Andrew Parish", region_code: "JM-02" },
    { region: "St. James Parish", region_code: "JM-08" },
  ]);
});

test("the reports of a second property are read, and its currency is assumed where nothing names it", async () => {
  const tenant = { ...both!, id: "two-properties" };
  const date = sample.control.moment.firstDay.replaceAll("-", "");
  const told = { date, sessions: 5, totalusers: 4, newusers: 3, screenpageviews: 9 };
  const sync = { platform: "ga4", extractedAt: "2026-01-02T00:00:00Z" };
  // As the connector names them.
  for (const [stream, property_id] of [
    ["website_overview", "7"],
    ["website_overviewProperty8", "8"],
  ] as const)
    await land(config, tenant.id, { ...sync, stream, rows: [{ ...told, property_id }] });
  await land(config, tenant.id, {
    ...sync,
    stream: "properties",
    rows: [{ name: "properties/7", currencycode: "USD" }],
  });
  await transform(tenant);
  expect(
    await marts(tenant, "select property_id, source, sessions, users from marts.api_web_daily order by 1"),
  ).toEqual([
    { property_id: "7", source: "unattributed", sessions: "5", users: null },
    { property_id: "8", source: "unattributed", sessions: "5", users: null },
  ]);
  expect(
    await marts(
      tenant,
      "select property_id, property_currency, currency_assumed from marts.api_web_properties order by 1",
    ),
  ).toEqual([
    { property_id: "7", property_currency: "USD", currency_assumed: false },
    { property_id: "8", property_currency: "JMD", currency_assumed: true },
  ]);
});
