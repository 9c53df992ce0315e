import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleServer } from "../server.ts";
import { configured, latestOf, recordsOf, runReal, statesOf } from "../testing/connector.ts";
import { startSample, tell } from "../testing/sample.ts";
import { type SearchKey, searchFacts, searchTruth } from "../testing/search.ts";
import { webConnectors } from "../web-connectors.ts";
import { addDays } from "../world/calendar.ts";

const TENANT = "kingston-harbour";
const MINUTES = 60_000;
const { sourceType, streams, config: configOf } = webConnectors.search_console;

type Messages = Awaited<ReturnType<typeof runReal>>;

let sample: SampleServer;
let config: Record<string, unknown>;
beforeAll(async () => {
  sample = await startSample(14);
  const tenant = sample.world.tenants.find((candidate) => candidate.id === TENANT)!;
  config = configOf(tenant.web.search_console, { startDate: sample.control.moment.firstDay });
});
afterAll(() => sample.close());

async function expectTruth(messages: Messages): Promise<void> {
  for (const { name, primaryKey } of streams) {
    const key = primaryKey.map(([part]) => part as SearchKey);
    expect(searchFacts(latestOf(messages, streams, name), key), name).toEqual(await searchTruth(sample, TENANT, key));
  }
}

test(
  "the real connector reads the final days, and later only what became final since, the last one anew",
  async () => {
    const [status] = (await runReal(sample, sourceType, "check", { config })).filter((it) => it.connectionStatus);
    expect(status.connectionStatus).toEqual({ status: "SUCCEEDED" });

    const catalog = configured(await runReal(sample, sourceType, "discover", { config }), streams);
    const first = await runReal(sample, sourceType, "read", { config, catalog });
    for (const { name } of streams) expect(recordsOf(first, name), name).not.toEqual([]);
    await expectTruth(first);

    const lastFinal = addDays(sample.control.moment.today, -3);
    await tell(sample, "/control/restate", { tenant: TENANT, platform: "search_console", days_back: 3, factor: 1.5 });
    await tell(sample, "/control/advance", { days: 1 });
    const second = await runReal(sample, sourceType, "read", { config, catalog, state: statesOf(first) });
    await expectTruth([...first, ...second]);
    for (const { name } of streams) {
      const days = new Set(recordsOf(second, name).map((row) => row.date));
      expect([...days].sort(), name).toEqual([lastFinal, addDays(lastFinal, 1)]);
    }
  },
  4 * MINUTES,
);

test(
  "a rate limit and a broken server are waited for; an expired token fails the check",
  async () => {
    const catalog = configured(await runReal(sample, sourceType, "discover", { config }), streams.slice(0, 1));
    for (const fault of ["rate_limit", "server_error"]) {
      await tell(sample, "/control/faults", { platform: "search_console", fault });
      const messages = await runReal(sample, sourceType, "read", { config, catalog });
      expect(recordsOf(messages, streams[0]!.name).length, fault).toBeGreaterThan(0);
      expect(sample.control.state.faults).toEqual([]);
    }
    await tell(sample, "/control/faults", {
      platform: "search_console",
      fault: "expired_token",
      count: "until_cleared",
    });
    const refused = await runReal(sample, sourceType, "check", { config });
    await tell(sample, "/control/faults", {}, "DELETE");
    expect(refused.find((message) => message.connectionStatus).connectionStatus).toMatchObject({
      status: "FAILED",
      message: expect.stringMatching(/400 Client Error.*\/token/),
    });
  },
  4 * MINUTES,
);
