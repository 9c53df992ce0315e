import { afterAll, beforeAll, expect, test } from "vitest";
import { platformFacts } from "#contracts/platform-facts.ts";
import type { SampleServer } from "../server.ts";
import type { StreamSpec } from "../stream-spec.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "../testing/connector.ts";
import { answerOf, startSample, tell } from "../testing/sample.ts";
import { type WebReport, webFacts, webReports, webTruth } from "../testing/web.ts";
import { webConnectors } from "../web-connectors.ts";
import { addDays } from "../world/calendar.ts";

const TENANT = "kingston-harbour";
const MINUTES = 60_000;
const { sourceType, streams, config: configOf } = webConnectors.ga4;

type Messages = Awaited<ReturnType<typeof runReal>>;

let sample: SampleServer;
let config: Record<string, unknown>;
beforeAll(async () => {
  sample = await startSample(14);
  config = configOf(access(), { startDate: sample.control.moment.firstDay });
});
afterAll(() => sample.close());

const access = () => sample.world.tenants.find((candidate) => candidate.id === TENANT)!.web.ga4;

async function expectTruth(messages: Messages): Promise<void> {
  for (const report of Object.keys(webReports) as WebReport[]) {
    const told = webFacts(latestOf(messages, streams, report), report);
    expect(told, report).toEqual(await webTruth(sample, TENANT, report, told));
  }
}

test(
  "the real connector reads the truth; later the look-back window alone is enough",
  async () => {
    const [status] = (await runReal(sample, sourceType, "check", { config })).filter((it) => it.connectionStatus);
    expect(status.connectionStatus).toEqual({ status: "SUCCEEDED" });

    const catalog = configured(await runReal(sample, sourceType, "discover", { config }), streams);
    const first = await runReal(sample, sourceType, "read", { config, catalog });
    for (const { name } of streams) expect(recordsOf(first, name), name).not.toEqual([]);
    await expectTruth(first);

    const lastDay = sample.control.moment.today;
    await tell(sample, "/control/restate", { tenant: TENANT, platform: "ga4", days_back: 2, factor: 1.4 });
    await tell(sample, "/control/advance", { days: 1 });
    const second = await runReal(sample, sourceType, "read", { config, catalog, state: statesOf(first) });
    await expectTruth([...first, ...second]);
    for (const { name } of streams) {
      const days = recordsOf(second, name).map((row) => String(row.date));
      expect(days.sort()[0], name).toBe(addDays(lastDay, -platformFacts.ga4.attributionDays).replaceAll("-", ""));
    }
  },
  8 * MINUTES,
);

test(
  "every report of the connector is answered, and its keys are unique",
  async () => {
    const discovered = await runReal(sample, sourceType, "discover", { config });
    const { catalog } = discovered.find((message) => message.type === "CATALOG");
    type Found = { name: string; source_defined_primary_key: string[][] };
    const all: StreamSpec[] = catalog.streams.map(({ name, source_defined_primary_key: primaryKey }: Found) => ({
      name,
      syncMode: "full_refresh",
      cursorField: [],
      primaryKey,
    }));
    expect(all.length).toBeGreaterThan(50);
    const messages = await runReal(sample, sourceType, "read", { config, catalog: configured(discovered, all) });
    for (const { name } of all) {
      expect(latestOf(messages, all, name).length, name).toBe(recordsOf(messages, name).length);
      // The sample's websites show no ads.
      if (!name.startsWith("publisher_ads")) expect(recordsOf(messages, name), name).not.toEqual([]);
    }
    const [overview, ...others] = ["website_overview", "devices", "locations", "traffic_sources"].map((name) =>
      recordsOf(messages, name).reduce((sum, row) => sum + Number(row.sessions), 0),
    );
    for (const sessions of others) expect(sessions).toBe(overview);
  },
  8 * MINUTES,
);

test("users of 28 days are those of each of the days", async () => {
  const metrics = ["active1DayUsers", "active7DayUsers", "active28DayUsers"].map((name) => ({ name }));
  const [, { rows }] = await report({ ...byDay, metrics });
  const told: number[][] = rows.map((row: { metricValues: { value: string }[] }) =>
    row.metricValues.map(({ value }) => Number(value)),
  );
  const sum = (from: number, to: number) => told.slice(from, to).reduce((total, [users]) => total + users!, 0);
  expect(told.map(([, week]) => week)).toEqual(told.map((_, at) => sum(Math.max(0, at - 6), at + 1)));
  expect(told.map(([, , month]) => month)).toEqual(told.map((_, at) => sum(0, at + 1)));
});

const report = async (body: object) => {
  const { firstDay: startDate, today: endDate } = sample.control.moment;
  return answerOf(
    await fetch(`${sample.url}/google/analyticsdata/v1beta/properties/${access().properties[0]}:runReport`, {
      method: "POST",
      headers: { authorization: `Bearer ${access().credentials.accessToken}` },
      body: JSON.stringify({ dateRanges: [{ startDate, endDate }], ...body }),
    }),
  );
};
const byDay = { dimensions: [{ name: "date" }], metrics: [{ name: "sessions" }] };

test("values are text, pages add up, and the quota is told when it is asked for", async () => {
  const [, all] = await report({ ...byDay, returnPropertyQuota: true });
  expect(all.propertyQuota.tokensPerDay.remaining).toBeGreaterThan(0);
  expect(all.rows[0].metricValues[0].value).toMatch(/^\d+$/);
  const [, head] = await report({ ...byDay, limit: 5 });
  const [, tail] = await report({ ...byDay, offset: 5 });
  expect([...head.rows, ...tail.rows]).toEqual(all.rows);
  expect(head.rowCount).toBe(all.rows.length);
});

test.each([
  [{ dimensions: [{ name: "colour" }] }, "colour"],
  [{ metrics: [{ name: "moods" }] }, "moods"],
  [{ dimensions: Array.from({ length: 10 }, () => ({ name: "date" })) }, "dimensions"],
  [{ limit: 0 }, "limit"],
  [{ dimensionFilter: {} }, "dimensionFilter"],
])("a report that is refused says why: %j", async (body, said) => {
  expect(await report({ ...byDay, ...body })).toMatchObject([
    400,
    { error: { status: "INVALID_ARGUMENT", message: expect.stringContaining(said) } },
  ]);
});

test.each([
  ["expired_token", 401],
  ["rate_limit", 429],
  ["server_error", 500],
] as const)("the fault %s strikes once", async (fault, status) => {
  await tell(sample, "/control/faults", { platform: "ga4", fault });
  expect((await report(byDay))[0]).toBe(status);
  expect((await report(byDay))[0]).toBe(200);
});

test("emptied, a report has no rows", async () => {
  await tell(sample, "/control/faults", { platform: "ga4", fault: "empty" });
  expect((await report(byDay))[1]).not.toHaveProperty("rows");
});
