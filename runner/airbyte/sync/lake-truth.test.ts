import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { dailyOf, regionsOf, warehouseOf } from "../../dbt/warehouse.fixture.ts";
import { connectorConfig, sourceTypeOf, standInHosts, streamsOf } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { googleAdsFacts, linkedinFacts, microsoftAdsFacts, sumBy, truthBy } from "../../sample/testing/facts.ts";
import { dailyTruth, regionTruth, tell } from "../../sample/testing/sample.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import { plainName } from "../landing/names.ts";
import { AirbyteClient } from "../testing/client.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[1]!;
type Row = Record<string, unknown>;
let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;
let client: AirbyteClient;
let warehouse: Awaited<ReturnType<typeof warehouseOf>>;

beforeAll(async () => {
  folder = testFolder({ jobTimeoutMs: 600_000, stallMs: 600_000 });
  const state = join(folder.path, "sample");
  sample = await createSampleServer({ port: 0, stateFolder: state, days: 9, scale: "small", seed: 1 }, { quiet: true });
  Object.assign(folder.config, { standIns: standInHosts(sample.url) });
  airbyte = await startAirbyte(folder.config);
  warehouse = await warehouseOf({ warehouse: folder.path, ratesUrl: `${sample.url}/rates.csv` }, tenant);
});
// A token lasts a quarter of an hour, which three platforms may exceed.
beforeEach(async () => {
  client = await AirbyteClient.signIn(airbyte.server.url, folder.config.clientId, folder.config.clientSecret);
});
afterAll(async () => {
  await warehouse.close();
  await airbyte[Symbol.asyncDispose]();
  await sample.close();
  await folder[Symbol.asyncDispose]();
});

/** For each platform the stream that tells what happened each day, with the columns that count, and where its rows belong. */
const readings = [
  {
    platform: "linkedin",
    daily: "ad_creative_analytics",
    columns: [
      "string_of_pivot_values",
      "end_date",
      "impressions",
      "clicks",
      "costInLocalCurrency",
      "externalWebsiteConversions",
      "oneClickLeads",
      "conversionValueInLocalCurrency",
    ],
    factsOf: linkedinFacts,
    campaignDayIn: async (lake: Lake) => {
      const campaigns = await lake("campaigns", ["id", "campaignGroup"]);
      const creatives = await lake("creatives", ["id", "campaign"]);
      const groupOf = new Map(campaigns.map((row) => [`${row.id}`, lastPart(row.campaignGroup)]));
      const campaignOf = new Map(creatives.map((row) => [row.id, lastPart(row.campaign)]));
      return (row: Row) => `${row.end_date} ${groupOf.get(campaignOf.get(row.string_of_pivot_values)!)}`;
    },
  },
  {
    platform: "google_ads",
    daily: "campaign",
    columns: [
      "campaign.id",
      "segments.date",
      "metrics.impressions",
      "metrics.clicks",
      "metrics.cost_micros",
      "metrics.conversions",
      "metrics.conversions_value",
    ],
    factsOf: googleAdsFacts,
    campaignDayIn: async () => (row: Row) => `${row["segments.date"]} ${row["campaign.id"]}`,
  },
  {
    platform: "microsoft_ads",
    daily: "ad_performance_report_daily",
    columns: ["TimePeriod", "CampaignId", "Impressions", "Clicks", "Spend", "Conversions", "Revenue"],
    factsOf: microsoftAdsFacts,
    campaignDayIn: async () => (row: Row) => `${row.TimePeriod} ${row.CampaignId}`,
  },
] as const;

const lastPart = (urn: unknown): string => String(urn).split(":").at(-1)!;

/** Columns of the latest extraction of each key of a stream. */
type Lake = (stream: string, columns: readonly string[]) => Promise<Row[]>;

const lakeOf =
  (platform: (typeof readings)[number]["platform"], connectionId: string): Lake =>
  (stream, columns) => {
    const { primaryKey } = streamsOf[platform].find(({ name }) => name === stream)!;
    const key = primaryKey.map(([name]) => `"${plainName(name!)}"`).join(", ");
    // The lake has plain names, and the columns are to be called as the platform calls them.
    const selected = columns.map((name) => `"${plainName(name)}" as "${name}"`).join(", ");
    return query(
      `select ${selected} from read_parquet('${folder.config.lake}/*/${platform}/${connectionId}/${stream}/*.parquet', union_by_name = true)
       qualify row_number() over (partition by ${key} order by _airbyte_extracted_at desc) = 1`,
    );
  };

async function connect(platform: (typeof readings)[number]["platform"]): Promise<string> {
  const workspaceId = await client.workspace();
  const configuration = {
    sourceType: sourceTypeOf[platform],
    ...connectorConfig(platform, tenant.access[platform], { startDate: sample.control.moment.firstDay }),
  };
  const { sourceId } = await client.must("POST", "/sources", { name: platform, workspaceId, configuration });
  const streams = streamsOf[platform].map(({ name }) => ({ name }));
  return client.connect(String(sourceId), workspaceId, platform, { configurations: { streams } }, tenant.id);
}

async function sync(connectionId: string): Promise<void> {
  const jobId = await client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await client.detail(jobId)).toMatchObject({ status: "succeeded", error_message: null });
}

/** The marts say of every day, campaign and region what happened, to the micro. */
async function expectTrueWarehouse(platform: (typeof readings)[number]["platform"]): Promise<void> {
  await warehouse.build();
  const daily = dailyOf(await dailyTruth(sample, tenant.id), platform);
  expect(daily.size).toBeGreaterThan(10);
  expect(await warehouse.daily(platform)).toEqual(daily);
  expect(await warehouse.regions(platform)).toEqual(regionsOf(await regionTruth(sample, tenant.id), platform));
}

test.each(readings)(
  "lake and warehouse hold the truth of $platform, also after days that are past have changed",
  async (reading) => {
    const { platform, daily, columns, factsOf, campaignDayIn } = reading;
    const connectionId = await connect(platform);
    const lake = lakeOf(platform, connectionId);
    const told = async () => sumBy(await lake(daily, columns), await campaignDayIn(lake), factsOf);
    const truth = async () =>
      truthBy(await dailyTruth(sample, tenant.id), platform, (row) => `${row.date} ${row.campaign_id}`);

    await sync(connectionId);
    const before = await truth();
    expect(await told()).toEqual(before);
    await expectTrueWarehouse(platform);

    await tell(sample, "/control/restate", { tenant: tenant.id, platform, days_back: 6, factor: 1.5 });
    expect(await truth()).not.toEqual(before);
    await sync(connectionId);
    expect(await told()).toEqual(await truth());
    await expectTrueWarehouse(platform);
  },
);
