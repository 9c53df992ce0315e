import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectorConfig, streamsOf } from "../connectors.ts";
import type { SampleServer } from "../server.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "../testing/connector.ts";
import { microsoftAdsFacts, parishOfMicrosoftAds, sumBy, truthBy } from "../testing/facts.ts";
import { dailyTruth, regionTruth, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";

const TENANT = "blue-mountain";
const SOURCE = "bing-ads";
const LOOKBACK_DAYS = 7;
const MINUTES = 60_000;
const streams = streamsOf.microsoft_ads;

type Messages = Awaited<ReturnType<typeof runReal>>;
type Row = Record<string, unknown>;

let sample: SampleServer;
let config: Record<string, unknown>;
beforeAll(async () => {
  sample = await startSample(14);
});
beforeEach(() => {
  const tenant = sample.world.tenants.find((candidate) => candidate.id === TENANT)!;
  const { firstDay } = sample.control.moment;
  config = {
    ...connectorConfig("microsoft_ads", tenant.access.microsoft_ads, { startDate: firstDay }),
    lookback_window: LOOKBACK_DAYS,
  };
});
afterAll(() => sample.close());

const campaignDay = (row: Row): string => `${row.TimePeriod} ${row.CampaignId}`;
const devices = ["campaign_performance_report_daily", "ad_performance_report_daily"];
const places = ["geographic_performance_report_daily", "user_location_performance_report_daily"];

async function expectTruth(messages: Messages): Promise<void> {
  const truth = truthBy(await dailyTruth(sample, TENANT), "microsoft_ads", (row) => `${row.date} ${row.campaign_id}`);
  for (const stream of [...devices, ...places])
    expect(sumBy(latestOf(messages, streams, stream), campaignDay, microsoftAdsFacts), stream).toEqual(truth);
  const regions = truthBy(
    await regionTruth(sample, TENANT),
    "microsoft_ads",
    (row) => `${row.date} ${row.campaign_id} ${row.region_code}`,
  );
  for (const stream of places) {
    const known = latestOf(messages, streams, stream).filter((row) => parishOfMicrosoftAds(row.LocationId) !== null);
    const regionDay = (row: Row): string => `${campaignDay(row)} ${parishOfMicrosoftAds(row.LocationId)}`;
    expect(sumBy(known, regionDay, microsoftAdsFacts), stream).toEqual(regions);
  }
}

test(
  "the real connector reads the truth; after the world moved, the look-back window alone is enough",
  async () => {
    const [status] = (await runReal(sample, SOURCE, "check", { config })).filter((it) => it.connectionStatus);
    expect(status.connectionStatus).toEqual({ status: "SUCCEEDED" });

    const catalog = configured(await runReal(sample, SOURCE, "discover", { config }), streams);
    const first = await runReal(sample, SOURCE, "read", { config, catalog });
    for (const { name } of streams) expect(recordsOf(first, name), name).not.toEqual([]);
    await expectTruth(first);

    const { today: before } = sample.control.moment;
    await tell(sample, "/control/advance", { days: 1 });
    await tell(sample, "/control/restate", { tenant: TENANT, platform: "microsoft_ads", days_back: 5, factor: 1.4 });
    const second = await runReal(sample, SOURCE, "read", { config, catalog, state: statesOf(first) });
    await expectTruth([...first, ...second]);
    for (const stream of [...devices, ...places]) {
      const days = recordsOf(second, stream)
        .map((row) => String(row.TimePeriod))
        .sort();
      expect([days.at(0), days.at(-1)], stream).toEqual([addDays(before, -LOOKBACK_DAYS), addDays(before, 1)]);
    }
  },
  12 * MINUTES,
);

test(
  "an expired token fails the check, a revoked refresh token too",
  async () => {
    const checked = async (change: object) => {
      const messages = await runReal(sample, SOURCE, "check", { config: { ...config, ...change } });
      return messages.find((message) => message.connectionStatus).connectionStatus;
    };
    await tell(sample, "/control/faults", {
      platform: "microsoft_ads",
      fault: "expired_token",
      count: "until_cleared",
    });
    expect(await checked({})).toMatchObject({ status: "FAILED", message: expect.stringMatching(/SOAP fault/) });
    await tell(sample, "/control/faults", {}, "DELETE");
    expect(await checked({ refresh_token: "revoked long ago" })).toMatchObject({
      status: "FAILED",
      message: expect.stringMatching(/sign in again/),
    });
  },
  4 * MINUTES,
);
