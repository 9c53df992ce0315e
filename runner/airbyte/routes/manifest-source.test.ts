import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { definitionOf } from "../connector/definitions.ts";
import { MANIFEST } from "../connector/manifest.ts";
import { runConnector } from "../connector/process.ts";
import { query } from "../testing/lake.ts";
import { startAirbyte, testFolder, testLimits, venvs } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000 });

const TOKEN = "a-token-of-the-small-api";
const items = [
  { id: 1, name: "one" },
  { id: 2, name: "two" },
];
/** A small API: only who has the token sees the items. */
const api = createServer((request, response) => {
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return void response.writeHead(401).end("{}");
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items }));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(() => void api.close());

const manifestOf = (base: string) => ({
  version: "6.5.2",
  type: "DeclarativeSource",
  check: { type: "CheckStream", stream_names: ["items"] },
  streams: [
    {
      type: "DeclarativeStream",
      name: "items",
      primary_key: ["id"],
      retriever: {
        type: "SimpleRetriever",
        requester: {
          type: "HttpRequester",
          url_base: base,
          path: "/items",
          http_method: "GET",
          authenticator: { type: "BearerAuthenticator", api_token: "{{ config['token'] }}" },
        },
        record_selector: { type: "RecordSelector", extractor: { type: "DpathExtractor", field_path: ["items"] } },
      },
      schema_loader: {
        type: "InlineSchemaLoader",
        schema: { type: "object", properties: { id: { type: "integer" }, name: { type: "string" } } },
      },
    },
  ],
  spec: {
    type: "Spec",
    connection_specification: {
      type: "object",
      required: ["token"],
      properties: { token: { type: "string", airbyte_secret: true } },
    },
  },
});
const configured = (base: string, token = TOKEN) => ({
  sourceType: "declarative-manifest",
  [MANIFEST]: manifestOf(base),
  token,
});

test("a declarative manifest is read by the real connector, and its secrets stay inside", async () => {
  await using folder = testFolder({ manifestLoopback: true });
  await using airbyte = await startAirbyte(folder.config);
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const configuration = configured(url);
  const source = await client.must("POST", "/sources", { name: "small", workspaceId, configuration });
  expect(source.configuration).toMatchObject({ token: "**********" });
  const connectionId = await client.connect(String(source.sourceId), workspaceId, "small");
  const jobId = await client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await client.detail(jobId)).toMatchObject({ status: "succeeded", rows: 2 });
  const files = join(folder.path, "lake", "**", "*.parquet");
  expect(await query(`select id, name from read_parquet('${files}') order by id`)).toEqual([
    { id: "1", name: "one" },
    { id: "2", name: "two" },
  ]);
  const wrong = { ...configured(url, "another-token-which-is-wrong"), sourceType: undefined };
  const check = { sourceType: "declarative-manifest", configuration: wrong };
  const refused = await client.call("POST", "/embedded/v1/check", check);
  expect(refused.body).toMatchObject({ status: "failed" });
  expect(JSON.stringify(refused.body)).not.toContain("another-token-which-is-wrong");
});

test("a manifest reaches public addresses only, unless loopback is allowed for development", async () => {
  await using folder = testFolder();
  await using airbyte = await startAirbyte(folder.config);
  const { sourceType, ...configuration } = configured(url);
  const answer = await airbyte.client.call("POST", "/embedded/v1/check", { sourceType, configuration });
  expect(answer.body).toMatchObject({ status: "failed", message: expect.stringContaining("public addresses only") });
});

test("what another discovery finds changed is told with the next job, once", async () => {
  await using folder = testFolder({ manifestLoopback: true });
  await using airbyte = await startAirbyte(folder.config);
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const source = await client.must("POST", "/sources", { name: "small", workspaceId, configuration: configured(url) });
  const { sourceId } = source as { sourceId: string };
  const connectionId = await client.connect(sourceId, workspaceId, "small");
  const sync = async () => {
    const jobId = await client.startJob(connectionId);
    await airbyte.server.settled(jobId);
    return (await client.detail(jobId)).schema_changes;
  };
  expect(await sync()).toEqual([]);
  const configuration = configured(url);
  const { properties } = configuration[MANIFEST].streams[0]!.schema_loader.schema;
  Object.assign(properties, { name: { type: "integer" }, price: { type: "number" } });
  await client.must("PUT", `/sources/${sourceId}`, { name: "small", configuration });
  expect(await client.call("POST", "/embedded/v1/discover", { sourceId })).toMatchObject({ status: 200 });
  expect(await sync()).toEqual([
    { stream: "items", kind: "column_retyped", column: "name", from: "string", to: "integer" },
    { stream: "items", kind: "column_added", column: "price", from: null, to: "number" },
  ]);
  expect(await sync()).toEqual([]);
});

test("loopback allowed is not the network around us", async () => {
  await using folder = testFolder({ manifestLoopback: true });
  await using airbyte = await startAirbyte(folder.config);
  const { sourceType, ...configuration } = configured("http://169.254.169.254");
  const answer = await airbyte.client.call("POST", "/embedded/v1/check", { sourceType, configuration });
  expect(answer.body).toMatchObject({ status: "failed", message: expect.stringContaining("public addresses only") });
});

test("code in a manifest is refused by the process too, should it get that far", async () => {
  await using folder = testFolder();
  const extractor = { type: "CustomRecordExtractor", class_name: "subprocess.Popen", args: ["true"] };
  const manifest = manifestOf(url);
  Object.assign(manifest.streams[0]!.retriever.record_selector, { extractor });
  const host = {
    venvs,
    privateFolder: join(folder.path, "private"),
    standIns: {},
    stallMs: 120_000,
    limits: testLimits,
    manifestLoopback: true,
  };
  const definition = definitionOf("declarative-manifest")!;
  const said: string[] = [];
  const take = (text: Buffer | string) => void said.push(String(text));
  const files = { config: { [MANIFEST]: manifest, token: TOKEN } };
  const signal = AbortSignal.timeout(120_000);
  await runConnector(host, definition, "check", files, { line: take, errorText: take }, signal);
  expect(said.join("\n")).toContain("no code of its own");
});
