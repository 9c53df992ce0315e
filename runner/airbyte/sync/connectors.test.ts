import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectorConfig, sourceTypeOf, standInHosts, streamsOf } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { type SamplePlatform, sampleTenants } from "../../sample/world/tenants.ts";
import { MASK } from "../connector/secrets.ts";
import { openStore } from "../store/store.ts";
import { query } from "../testing/lake.ts";
import { filesIn, startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const tenant = sampleTenants(1)[0]!;
let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;

beforeAll(async () => {
  folder = testFolder();
  const state = join(folder.path, "sample");
  sample = await createSampleServer({ port: 0, stateFolder: state, days: 4, scale: "small", seed: 1 }, { quiet: true });
  Object.assign(folder.config, { standIns: standInHosts(sample.url) });
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  await sample.close();
  await folder[Symbol.asyncDispose]();
});

const configurationOf = (platform: SamplePlatform) => ({
  sourceType: sourceTypeOf[platform],
  ...connectorConfig(platform, tenant.access[platform], { startDate: sample.control.moment.firstDay }),
});
const fault = (body: object) => fetch(`${sample.url}/control/faults`, { method: "POST", body: JSON.stringify(body) });
const clearFaults = () => fetch(`${sample.url}/control/faults`, { method: "DELETE" });

async function connectTo(platform: SamplePlatform) {
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const configuration = configurationOf(platform);
  const source = await client.must("POST", "/sources", { name: platform, workspaceId, configuration });
  const streams = streamsOf[platform].map(({ name }) => ({ name }));
  const more = { configurations: { streams } };
  return {
    source,
    connectionId: await client.connect(String(source.sourceId), workspaceId, platform, more, tenant.id),
  };
}

async function sync(connectionId: string) {
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  return { jobId, detail: await airbyte.client.detail(jobId) };
}

const landed = (connectionId: string) => filesIn(folder.config.lake).filter((path) => path.includes(connectionId));

/** Closes the server, looks into its database, and starts it again. */
async function statesOf(connectionId: string): Promise<Record<string, string>> {
  await airbyte[Symbol.asyncDispose]();
  const store = openStore(folder.config.stateFolder, folder.config.secretKey);
  const states = store.landings.statesOf(connectionId);
  store.close();
  airbyte = await startAirbyte(folder.config);
  return Object.fromEntries(states.map(({ stream, state }) => [stream, state]));
}

/** What a platform says of a token that has expired. */
const expired = {
  meta: /access token/i,
  tiktok: /access token/i,
  linkedin: /unauthorized/i,
  google_ads: /invalid_grant/i,
  microsoft_ads: /unauthorized/i,
} as const;

test.each([
  "meta", //
  "tiktok",
  "linkedin",
  "google_ads",
  "microsoft_ads",
] as const)("the real %s connector lands, goes on from its state, and leaks nothing", async (platform) => {
  const { source, connectionId } = await connectTo(platform);
  expect(JSON.stringify(source)).toContain(MASK);
  const first = await sync(connectionId);
  expect(first.detail).toMatchObject({ status: "succeeded", error_class: null });
  const streams = first.detail.streams as { name: string; rows: number; status: string }[];
  expect(streams.map(({ name }) => name).sort()).toEqual(streamsOf[platform].map(({ name }) => name).sort());
  const withRows = streams.filter(({ rows }) => rows > 0);
  expect(landed(connectionId)).toHaveLength(withRows.length);
  const [total] = await query(
    `select count(*) as rows from read_parquet('${folder.config.lake}/*/${platform}/${connectionId}/*/*.parquet', union_by_name = true)`,
  );
  expect(total).toEqual({ rows: String(first.detail.rows) });

  const kept = await statesOf(connectionId);
  const incremental = streamsOf[platform].filter(({ syncMode }) => syncMode === "incremental");
  expect(Object.keys(kept).sort()).toEqual(incremental.map(({ name }) => name).sort());

  await fault({ platform, fault: "expired_token", count: "until_cleared" });
  const failed = await sync(connectionId);
  await clearFaults();
  expect(failed.detail).toMatchObject({ status: "failed", rows: 0 });
  expect(failed.detail.error_message).toMatch(expired[platform]);
  expect(landed(connectionId)).toHaveLength(withRows.length);
  expect(await statesOf(connectionId)).toEqual(kept);

  const second = await sync(connectionId);
  expect(second.detail).toMatchObject({ status: "succeeded" });
  const log = String(await airbyte.client.must("GET", `/embedded/v1/jobs/${second.jobId}/log`));
  expect(log).toContain("COMPLETE");
  const secrets = Object.entries(tenant.access[platform].credentials)
    .filter(([name]) => /token|secret/i.test(name))
    .map(([, value]) => String(value));
  const stored = filesIn(folder.config.stateFolder).map((path) =>
    readFileSync(join(folder.config.stateFolder, path), "latin1"),
  );
  for (const secret of secrets)
    expect([...stored, log, JSON.stringify(airbyte.logs)].some((text) => text.includes(secret))).toBe(false);
});

test("a configuration that the platform refuses makes no source, and says what the platform said", async () => {
  const workspaceId = await airbyte.client.workspace();
  const configuration = {
    ...configurationOf("meta"),
    credentials: { auth_type: "Service", access_token: "stolen-token" },
  };
  const answer = await airbyte.client.call("POST", "/sources", { name: "x", workspaceId, configuration });
  expect(answer).toMatchObject({ status: 422, body: { title: "unprocessable-entity" } });
  expect(answer.body.detail).toMatch(/access token/i);
  expect(answer.body.detail).not.toContain("stolen-token");
  expect(await airbyte.client.must("GET", `/sources?workspaceIds=${workspaceId}`)).toMatchObject({ data: [] });
});

test("a connector that does not come to its end is cancelled, with every process of its group", async () => {
  const { connectionId } = await connectTo("meta");
  await fault({ platform: "meta", fault: "rate_limit", count: "until_cleared" });
  const jobId = await airbyte.client.startJob(connectionId);
  await vi.waitUntil(() => connectorProcesses().length > 0, { timeout: 60_000, interval: 100 });
  const answer = await airbyte.client.must("DELETE", `/jobs/${jobId}`);
  await clearFaults();
  expect(answer).toMatchObject({ jobId, status: "cancelled" });
  expect(connectorProcesses()).toEqual([]);
  expect(landed(connectionId)).toEqual([]);
  expect(filesIn(join(folder.config.stateFolder, "private"))).toEqual([]);
});

test("streams are discovered, described and checked against a connection's choice", async () => {
  const { source } = await connectTo("meta");
  const streams = (await airbyte.client.call<Record<string, unknown>[]>("GET", `/streams?sourceId=${source.sourceId}`))
    .body;
  const campaigns = streams.find(({ streamName }) => streamName === "campaigns");
  expect(campaigns).toMatchObject({ syncModes: ["full_refresh_append", "incremental_append"] });
  expect(campaigns?.propertyFields).toContainEqual(["name"]);
  const workspaceId = await airbyte.client.workspace();
  const connect = (choice: object) =>
    airbyte.client.connect(String(source.sourceId), workspaceId, "meta", { configurations: { streams: [choice] } });
  await expect(connect({ name: "nonsense" })).rejects.toThrow("configurations.streams.0.name");
  await expect(connect({ name: "ad_account", syncMode: "incremental_append" })).rejects.toThrow("streams.0.syncMode");
});

/** Connector processes that work in this test's folder. */
const connectorProcesses = (): string[] =>
  execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes("launch.py") && line.includes(folder.config.stateFolder));
