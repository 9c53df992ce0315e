import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectorConfig, streamsOf } from "../connectors.ts";
import type { SampleServer } from "../server.ts";
import { incremental } from "../stream-spec.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "../testing/connector.ts";
import { googleAdsFacts, parishOfGoogleAds, sumBy, truthBy } from "../testing/facts.ts";
import { dailyTruth, regionTruth, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";

/** It has an account that is open and one that is cancelled. */
const TENANT = "kingston-harbour";
const SOURCE = "google-ads";
/** Shorter than a real one, so that days are left that must not be read again; conversions settle within it. */
const LOOKBACK_DAYS = 8;
const MINUTES = 60_000;

const DATE = "segments.date";
const streams = streamsOf.google_ads;
const locations = incremental("user_location_view", DATE, ["customer.id", "campaign.id", DATE]);

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
    ...connectorConfig("google_ads", tenant.access.google_ads, { startDate: firstDay }),
    conversion_window_days: LOOKBACK_DAYS,
  };
});
afterAll(() => sample.close());

const campaignDay = (row: Row): string => `${row[DATE]} ${row["campaign.id"]}`;
const isSpecial = (row: Row): boolean => row["campaign.advertising_channel_type"] === "PERFORMANCE_MAX";

async function expectTruth(messages: Messages): Promise<void> {
  const daily = await dailyTruth(sample, TENANT);
  const campaigns = latestOf(messages, streams, "campaign");
  expect(sumBy(campaigns, campaignDay, googleAdsFacts)).toEqual(
    truthBy(daily, "google_ads", (row) => `${row.date} ${row.campaign_id}`),
  );
  const special = new Set(campaigns.filter(isSpecial).map((row) => String(row["campaign.id"])));
  expect(special.size).toBe(1);
  expect(sumBy(latestOf(messages, streams, "ad_performance"), campaignDay, googleAdsFacts)).toEqual(
    truthBy(
      daily.filter((row) => !special.has(row.campaign_id)),
      "google_ads",
      (row) => `${row.date} ${row.campaign_id}`,
    ),
  );
  const account = latestOf(messages, streams, "account_performance_report");
  expect(sumBy(account, (row) => String(row[DATE]), googleAdsFacts)).toEqual(
    truthBy(daily, "google_ads", (row) => row.date),
  );
  const parish = (row: Row) => parishOfGoogleAds(row["segments.geo_target_region"]);
  const regions = latestOf(messages, streams, "geo_performance").filter((row) => parish(row) !== null);
  expect(sumBy(regions, (row) => `${campaignDay(row)} ${parish(row)}`, googleAdsFacts)).toEqual(
    truthBy(
      await regionTruth(sample, TENANT),
      "google_ads",
      (row) => `${row.date} ${row.campaign_id} ${row.region_code}`,
    ),
  );
}

test(
  "the real connector reads the truth beside a cancelled account; later the look-back window alone is enough",
  async () => {
    const [status] = (await runReal(sample, SOURCE, "check", { config })).filter((it) => it.connectionStatus);
    expect(status.connectionStatus).toEqual({ status: "SUCCEEDED" });

    const catalog = configured(await runReal(sample, SOURCE, "discover", { config }), [...streams, locations]);
    const first = await runReal(sample, SOURCE, "read", { config, catalog });
    for (const { name } of [...streams, locations]) expect(recordsOf(first, name), name).not.toEqual([]);
    await expectTruth(first);

    const lastDay = sample.control.moment.today;
    await tell(sample, "/control/advance", { days: 1 });
    await tell(sample, "/control/restate", { tenant: TENANT, platform: "google_ads", days_back: 5, factor: 1.4 });
    const second = await runReal(sample, SOURCE, "read", { config, catalog, state: statesOf(first) });
    await expectTruth([...first, ...second]);
    for (const { name } of streams) {
      const days = recordsOf(second, name)
        .map((row) => String(row[DATE]))
        .sort();
      expect([days[0], days.at(-1)], name).toEqual([addDays(lastDay, -LOOKBACK_DAYS), sample.control.moment.today]);
    }
  },
  4 * MINUTES,
);

test(
  "a rate limit and a broken server are waited for; a version that is gone and an expired token are not",
  async () => {
    const catalog = configured(await runReal(sample, SOURCE, "discover", { config }), streams.slice(0, 1));
    for (const fault of ["rate_limit", "server_error"]) {
      await tell(sample, "/control/faults", { platform: "google_ads", fault });
      const messages = await runReal(sample, SOURCE, "read", { config, catalog });
      expect(recordsOf(messages, "customer").length, fault).toBeGreaterThan(0);
      expect(sample.control.state.faults).toEqual([]);
    }
    await tell(sample, "/control/faults", { platform: "google_ads", fault: "version_sunset", count: "until_cleared" });
    await expect(runReal(sample, SOURCE, "read", { config, catalog })).rejects.toThrow(/400/);
    await tell(sample, "/control/faults", {}, "DELETE");
    await tell(sample, "/control/faults", { platform: "google_ads", fault: "expired_token", count: "until_cleared" });
    const refused = await runReal(sample, SOURCE, "check", { config });
    await tell(sample, "/control/faults", {}, "DELETE");
    expect(refused.find((message) => message.connectionStatus).connectionStatus).toMatchObject({
      status: "FAILED",
      message: expect.stringMatching(/invalid_grant/),
    });
  },
  4 * MINUTES,
);
