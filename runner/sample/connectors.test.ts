import { afterAll, beforeAll, expect, test } from "vitest";
import { platformFacts } from "#contracts/platform-facts.ts";
import { connectorConfig, streamsOf } from "./connectors.ts";
import type { SampleServer } from "./server.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "./testing/connector.ts";
import { type Facts, metaFacts, parishOfMeta, parishOfTiktok, sumBy, tiktokFacts, truthBy } from "./testing/facts.ts";
import { dailyTruth, regionTruth, startSample, tell } from "./testing/sample.ts";
import type { SamplePlatform } from "./world/tenants.ts";

const TENANT = "kingston-harbour";
const DAYS = 12;
const MINUTES = 60_000;

let sample: SampleServer;
beforeAll(async () => {
  sample = await startSample(DAYS);
});
afterAll(() => sample.close());

type Row = Record<string, unknown>;

interface Reading {
  readonly platform: SamplePlatform;
  readonly sourceType: string;
  readonly daily: string;
  readonly regions: string;
  readonly factsOf: (row: Row) => Facts;
  readonly campaignDay: (row: Row) => string;
  readonly parishOf: (row: Row) => string | null;
}

const metrics = (row: Row): Row => row.metrics as Row;
const readings: readonly Reading[] = [
  {
    platform: "meta",
    sourceType: "facebook-marketing",
    daily: "ads_insights",
    regions: "custominsights_region_daily",
    factsOf: metaFacts,
    campaignDay: (row) => `${row.date_start} ${row.campaign_id}`,
    parishOf: (row) => parishOfMeta(row.region),
  },
  {
    platform: "tiktok",
    sourceType: "tiktok-marketing",
    daily: "ads_reports_daily",
    regions: "ads_audience_reports_by_province_daily",
    factsOf: tiktokFacts,
    campaignDay: (row) => `${String(row.stat_time_day).slice(0, 10)} ${metrics(row).campaign_id}`,
    parishOf: (row) => parishOfTiktok(row.province_id),
  },
];

async function expectTruth(reading: Reading, messages: unknown[]): Promise<void> {
  const { platform, factsOf, campaignDay, parishOf } = reading;
  const daily = latestOf(messages, streamsOf[platform], reading.daily);
  expect(sumBy(daily, campaignDay, factsOf)).toEqual(
    truthBy(await dailyTruth(sample, TENANT), platform, (row) => `${row.date} ${row.campaign_id}`),
  );
  const regions = latestOf(messages, streamsOf[platform], reading.regions);
  const known = regions.filter((row) => parishOf(row) !== null);
  expect(sumBy(known, (row) => `${campaignDay(row)} ${parishOf(row)}`, factsOf)).toEqual(
    truthBy(await regionTruth(sample, TENANT), platform, (row) => `${row.date} ${row.campaign_id} ${row.region_code}`),
  );
}

/** Meta's connector counts its look-back from the real date, which the sample is behind: it needs those days more. */
function reachingBack(config: Record<string, unknown>): Record<string, unknown> {
  const insights_lookback_window = platformFacts.meta.attributionDays + DAYS;
  const custom = config.custom_insights as Record<string, unknown>[] | undefined;
  if (!custom) return config;
  return {
    ...config,
    insights_lookback_window,
    custom_insights: custom.map((report) => ({ ...report, insights_lookback_window })),
  };
}

test.each(readings)(
  "the real $sourceType connector reads the truth, and again after the world moved",
  async (reading) => {
    const { platform, sourceType } = reading;
    const tenant = sample.world.tenants.find((candidate) => candidate.id === TENANT)!;
    const { firstDay } = sample.control.moment;
    const config = reachingBack(connectorConfig(platform, tenant.access[platform], { startDate: firstDay }));

    const [status] = (await runReal(sample, sourceType, "check", { config })).filter((it) => it.connectionStatus);
    expect(status.connectionStatus).toEqual({ status: "SUCCEEDED" });

    const discovered = await runReal(sample, sourceType, "discover", { config });
    const catalog = configured(discovered, streamsOf[platform]);
    const first = await runReal(sample, sourceType, "read", { config, catalog });
    for (const { name } of streamsOf[platform]) expect(recordsOf(first, name), name).not.toEqual([]);
    await expectTruth(reading, first);

    await tell(sample, "/control/advance", { days: 1 });
    await tell(sample, "/control/restate", { tenant: TENANT, platform, days_back: 5, factor: 1.4 });
    const second = await runReal(sample, sourceType, "read", { config, catalog, state: statesOf(first) });
    await expectTruth(reading, [...first, ...second]);
  },
  8 * MINUTES,
);

test(
  "an expired token fails the check with what the platform said",
  async () => {
    for (const { platform, sourceType } of readings) {
      await tell(sample, "/control/faults", { platform, fault: "expired_token", count: "until_cleared" });
      const tenant = sample.world.tenants.find((candidate) => candidate.id === TENANT)!;
      const config = connectorConfig(platform, tenant.access[platform], { startDate: sample.control.moment.firstDay });
      const messages = await runReal(sample, sourceType, "check", { config });
      const { connectionStatus } = messages.find((message) => message.connectionStatus);
      expect(connectionStatus).toMatchObject({ status: "FAILED", message: expect.stringMatching(/access token/i) });
    }
    await tell(sample, "/control/faults", {}, "DELETE");
  },
  4 * MINUTES,
);
