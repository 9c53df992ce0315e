import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectorConfig, streamsOf } from "../connectors.ts";
import type { SampleServer } from "../server.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "../testing/connector.ts";
import { linkedinFacts, parishOfLinkedin, sumBy, truthBy } from "../testing/facts.ts";
import { dailyTruth, regionTruth, startSample, tell } from "../testing/sample.ts";
import { addDays } from "../world/calendar.ts";

const TENANT = "kingston-harbour";
const SOURCE = "linkedin-ads";
const LOOKBACK_DAYS = 7;
const MINUTES = 60_000;
const streams = streamsOf.linkedin;

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
    ...connectorConfig("linkedin", tenant.access.linkedin, { startDate: firstDay }),
    lookback_window: LOOKBACK_DAYS,
  };
});
afterAll(() => sample.close());

/** Reports are by LinkedIn's campaigns, the truth is by what it calls their groups. */
function campaignDaysOf(messages: Messages): (row: Row) => string {
  const groups = new Map(
    recordsOf(messages, "campaigns").map((row) => [String(row.id), String(row.campaignGroup).split(":").at(-1)]),
  );
  const creatives = new Map(
    recordsOf(messages, "creatives").map((row) => [row.id, String(row.campaign).split(":").at(-1)!]),
  );
  return (row) => {
    const campaign = row.pivot === "CREATIVE" ? creatives.get(row.string_of_pivot_values) : row.sponsoredCampaign;
    return `${row.end_date} ${groups.get(String(campaign))}`;
  };
}

/** What the connector keeps a cursor for: a campaign, or an ad. */
const partitionOf = (row: Row): unknown => row.sponsoredCreative ?? row.sponsoredCampaign;

async function expectTruth(messages: Messages): Promise<void> {
  const campaignDay = campaignDaysOf(messages);
  const truth = truthBy(await dailyTruth(sample, TENANT), "linkedin", (row) => `${row.date} ${row.campaign_id}`);
  for (const stream of ["ad_campaign_analytics", "ad_creative_analytics", "ad_member_country_analytics"])
    expect(sumBy(latestOf(messages, streams, stream), campaignDay, linkedinFacts), stream).toEqual(truth);
  const regions = latestOf(messages, streams, "ad_member_region_analytics");
  const regionDay = (row: Row): string => `${campaignDay(row)} ${parishOfLinkedin(row.string_of_pivot_values)}`;
  expect(sumBy(regions, regionDay, linkedinFacts)).toEqual(
    truthBy(
      await regionTruth(sample, TENANT),
      "linkedin",
      (row) => `${row.date} ${row.campaign_id} ${row.region_code}`,
    ),
  );
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

    await tell(sample, "/control/advance", { days: 1 });
    await tell(sample, "/control/restate", { tenant: TENANT, platform: "linkedin", days_back: 5, factor: 1.4 });
    const second = await runReal(sample, SOURCE, "read", { config, catalog, state: statesOf(first) });
    await expectTruth([...first, ...second]);
    for (const stream of ["ad_campaign_analytics", "ad_creative_analytics", "ad_member_region_analytics"]) {
      const lastOf = new Map(recordsOf(first, stream).map((row) => [partitionOf(row), String(row.end_date)]));
      const days = recordsOf(second, stream).map((row) => ({
        day: String(row.end_date),
        from: addDays(lastOf.get(partitionOf(row))!, -LOOKBACK_DAYS),
      }));
      expect(
        days.filter(({ day, from }) => day < from),
        stream,
      ).toEqual([]);
      expect(
        days.map(({ day }) => day),
        stream,
      ).toContain(sample.control.moment.today);
    }
  },
  4 * MINUTES,
);

test(
  "a rate limit and a broken server are waited for",
  async () => {
    const catalog = configured(await runReal(sample, SOURCE, "discover", { config }), streams.slice(0, 2));
    for (const fault of ["rate_limit", "server_error"]) {
      await tell(sample, "/control/faults", { platform: "linkedin", fault });
      const messages = await runReal(sample, SOURCE, "read", { config, catalog });
      expect(recordsOf(messages, "campaign_groups").length, fault).toBe(2);
      expect(sample.control.state.faults).toEqual([]);
    }
  },
  4 * MINUTES,
);

test(
  "an expired token fails the check, a revoked refresh token too",
  async () => {
    const checked = async (change: object) => {
      const messages = await runReal(sample, SOURCE, "check", { config: { ...config, ...change } });
      return messages.find((message) => message.connectionStatus).connectionStatus;
    };
    await tell(sample, "/control/faults", { platform: "linkedin", fault: "expired_token", count: "until_cleared" });
    expect(await checked({})).toMatchObject({ status: "FAILED", message: expect.stringMatching(/Unauthorized/) });
    await tell(sample, "/control/faults", {}, "DELETE");
    const credentials = { ...(config.credentials as object), refresh_token: "revoked long ago" };
    expect(await checked({ credentials })).toMatchObject({ status: "FAILED" });
  },
  4 * MINUTES,
);
