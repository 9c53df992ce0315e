import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { platformFacts } from "#contracts/platform-facts.ts";
import { standInHosts } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { overheard } from "../../sample/testing/overheard.ts";
import { tell } from "../../sample/testing/sample.ts";
import { type SearchKey, searchFacts, searchTruth } from "../../sample/testing/search.ts";
import { type WebReport, webColumns, webFacts, webReports, webTruth } from "../../sample/testing/web.ts";
import { webConnectors } from "../../sample/web-connectors.ts";
import { addDays } from "../../sample/world/calendar.ts";
import { SEARCH_FINAL_AFTER_DAYS } from "../../sample/world/search.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import type { WebSource } from "../../sample/world/web-sources.ts";
import { plainName } from "../landing/names.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[1]!;
let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;
let proxy: Awaited<ReturnType<typeof overheard>>;

beforeAll(async () => {
  folder = testFolder({ jobTimeoutMs: 600_000, stallMs: 600_000 });
  const state = join(folder.path, "sample");
  sample = await createSampleServer(
    { port: 0, stateFolder: state, days: 12, scale: "small", seed: 1 },
    { quiet: true },
  );
  proxy = await overheard(sample.url);
  Object.assign(folder.config, { standIns: standInHosts(proxy.url) });
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  proxy.close();
  await sample.close();
  await folder[Symbol.asyncDispose]();
});

async function sync(connectionId: string): Promise<void> {
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "succeeded", error_message: null });
}

/** Connects a web source; gives back the connection and how to read the latest extraction of each key of a stream. */
async function connect(source: WebSource) {
  const { client } = airbyte;
  const { sourceType, streams, config } = webConnectors[source];
  const workspaceId = await client.workspace();
  const startDate = sample.control.moment.firstDay;
  const configuration = { sourceType, ...config(tenant.web[source], { startDate }) };
  const { sourceId } = await client.must("POST", "/sources", { name: sourceType, workspaceId, configuration });
  const chosen = { configurations: { streams: streams.map(({ name }) => ({ name })) } };
  const connectionId = await client.connect(String(sourceId), workspaceId, source, chosen, tenant.id);
  const latest = (name: string, key: readonly string[]) =>
    query(
      `select * from read_parquet('${folder.config.lake}/*/${source}/${connectionId}/${name}/*.parquet', union_by_name = true)
       qualify row_number() over (partition by ${key.map((part) => `"${plainName(part)}"`).join(", ")} order by _airbyte_extracted_at desc) = 1`,
    );
  return { connectionId, latest, streams };
}

/** The first days that reports were asked from since, one each. */
const firstDays = (): string[] =>
  proxy.asked
    .splice(0)
    .filter(({ path }) => path.includes("searchAnalytics") || path.includes(":runReport"))
    .map(({ body }) => JSON.parse(body))
    .map(({ startDate, dateRanges }) => startDate ?? dateRanges[0].startDate);

test("the lake holds the truth of Search Console, also after days before the last final one have changed", async () => {
  const { connectionId, latest, streams } = await connect("search_console");
  const lastFinal = addDays(sample.control.moment.today, -SEARCH_FINAL_AFTER_DAYS);

  const expectTruth = async () => {
    for (const { name, primaryKey } of streams) {
      const key = primaryKey.map(([part]) => part as SearchKey);
      expect(searchFacts(await latest(name, key), key), name).toEqual(await searchTruth(sample, tenant.id, key));
    }
  };
  await sync(connectionId);
  await expectTruth();
  const before = await searchTruth(sample, tenant.id, ["date"]);
  await tell(sample, "/control/restate", {
    tenant: tenant.id,
    platform: "search_console",
    days_back: 6,
    factor: 1.5,
  });
  expect(await searchTruth(sample, tenant.id, ["date"])).not.toEqual(before);
  firstDays();
  await sync(connectionId);
  await expectTruth();
  const asked = firstDays();
  expect(asked.length).toBeGreaterThan(streams.length);
  expect(asked.sort()[0]).toBe(addDays(lastFinal, -3));

  // Nothing is further away because nothing came.
  await tell(sample, "/control/faults", { platform: "search_console", fault: "empty", count: "until_cleared" });
  await sync(connectionId);
  await tell(sample, "/control/faults", {}, "DELETE");
  firstDays();
  await sync(connectionId);
  expect(firstDays().sort()[0]).toBe(addDays(lastFinal, -3));
});

test("the lake holds the truth of GA4, also after days that are past have changed", async () => {
  const { connectionId, latest, streams } = await connect("ga4");
  const expectTruth = async () => {
    for (const report of Object.keys(webReports) as WebReport[]) {
      const { primaryKey } = streams.find(({ name }) => name === report)!;
      const rows = await latest(
        report,
        primaryKey.map(([part]) => part!),
      );
      // The lake has plain names, and a report some of the columns.
      const named = rows.map((row) =>
        Object.fromEntries(webColumns(report).map((name) => [name, row[plainName(name)] ?? undefined])),
      );
      const told = webFacts(named, report);
      expect(told, report).toEqual(await webTruth(sample, tenant.id, report, told));
    }
  };
  await sync(connectionId);
  await expectTruth();
  await tell(sample, "/control/restate", { tenant: tenant.id, platform: "ga4", days_back: 2, factor: 1.5 });
  firstDays();
  await sync(connectionId);
  await expectTruth();
  expect(firstDays().sort()[0]).toBe(addDays(sample.control.moment.today, -platformFacts.ga4.attributionDays));
});
