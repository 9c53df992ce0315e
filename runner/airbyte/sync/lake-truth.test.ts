import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectorConfig, sourceTypeOf, standInHosts, streamsOf } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { googleAdsFacts, linkedinFacts, microsoftAdsFacts, sumBy, truthBy } from "../../sample/testing/facts.ts";
import { dailyTruth, tell } from "../../sample/testing/sample.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import { plainName } from "../landing/names.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[1]!;
type Row = Record<string, unknown>;
let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;

beforeAll(async () => {
  folder = testFolder();
  const state = join(folder.path, "sample");
  sample = await createSampleServer({ port: 0, stateFolder: state, days: 9, scale: "small", seed: 1 }, { quiet: true });
  Object.assign(folder.config, { standIns: standInHosts(sample.url) });
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
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
  const { client } = airbyte;
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
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "succeeded", error_message: null });
}

test.each(readings)(
  "the lake holds the truth of $platform, also after days that are past have changed",
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

    await tell(sample, "/control/restate", { tenant: tenant.id, platform, days_back: 6, factor: 1.5 });
    expect(await truth()).not.toEqual(before);
    await sync(connectionId);
    expect(await told()).toEqual(await truth());
  },
);
