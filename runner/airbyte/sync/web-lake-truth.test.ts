import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { standInHosts } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { tell } from "../../sample/testing/sample.ts";
import { type SearchKey, searchFacts, searchTruth } from "../../sample/testing/search.ts";
import { webConnectors } from "../../sample/web-connectors.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[1]!;
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

async function sync(connectionId: string): Promise<void> {
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "succeeded", error_message: null });
}

test("the lake holds the truth of Search Console, also after the last final day has changed", async () => {
  const { client } = airbyte;
  const { sourceType, streams, config } = webConnectors.search_console;
  const workspaceId = await client.workspace();
  const startDate = sample.control.moment.firstDay;
  const configuration = { sourceType, ...config(tenant.web.search_console, { startDate }) };
  const { sourceId } = await client.must("POST", "/sources", { name: sourceType, workspaceId, configuration });
  const chosen = { configurations: { streams: streams.map(({ name }) => ({ name })) } };
  const connectionId = await client.connect(String(sourceId), workspaceId, "search_console", chosen, tenant.id);

  const expectTruth = async () => {
    for (const { name, primaryKey } of streams) {
      const key = primaryKey.map(([part]) => part as SearchKey);
      const latest = await query(
        `select * from read_parquet('${folder.config.lake}/*/search_console/${connectionId}/${name}/*.parquet', union_by_name = true)
         qualify row_number() over (partition by ${key.join(", ")} order by _airbyte_extracted_at desc) = 1`,
      );
      expect(searchFacts(latest, key), name).toEqual(await searchTruth(sample, tenant.id, key));
    }
  };
  await sync(connectionId);
  await expectTruth();
  const before = await searchTruth(sample, tenant.id, ["date"]);
  await tell(sample, "/control/restate", {
    tenant: tenant.id,
    platform: "search_console",
    days_back: 3,
    factor: 1.5,
  });
  expect(await searchTruth(sample, tenant.id, ["date"])).not.toEqual(before);
  await sync(connectionId);
  await expectTruth();
});
