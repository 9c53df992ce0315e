import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MANIFEST } from "../connector/manifest.ts";
import { startHook } from "../testing/hook.ts";
import { startAirbyte, type TestFolder, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000 });

const api = createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items: [{ id: 1 }] }));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(() => void api.close());

const configuration = () => ({
  sourceType: "declarative-manifest",
  [MANIFEST]: {
    version: "6.5.2",
    type: "DeclarativeSource",
    check: { type: "CheckStream", stream_names: ["items"] },
    streams: [
      {
        type: "DeclarativeStream",
        name: "items",
        retriever: {
          type: "SimpleRetriever",
          requester: { type: "HttpRequester", url_base: url, path: "/items", http_method: "GET" },
          record_selector: { type: "RecordSelector", extractor: { type: "DpathExtractor", field_path: ["items"] } },
        },
        schema_loader: {
          type: "InlineSchemaLoader",
          schema: { type: "object", properties: { id: { type: "integer" }, price: { type: "number" } } },
        },
      },
    ],
    spec: { type: "Spec", connection_specification: { type: "object", properties: {} } },
  },
});

/** As if the source had been discovered when the platform did not know `price` yet, and called `id` a text. */
function discoveredLongAgo({ config }: TestFolder): void {
  const database = new DatabaseSync(join(config.stateFolder, "airbyte.sqlite"));
  const { catalog } = database.prepare("select catalog from sources").get() as { catalog: string };
  const old = JSON.parse(catalog) as { streams: { json_schema: { properties: object } }[] };
  old.streams[0]!.json_schema.properties = { id: { type: "string" } };
  database.prepare("update sources set catalog = ?, discovered_at = 0").run(JSON.stringify(old));
  database.close();
}

test("a sync discovers anew what was discovered long ago; what changed is told with it, and posted once", async () => {
  await using folder = testFolder({ manifestLoopback: true });
  await using hook = await startHook(200);
  const before = await startAirbyte(folder.config);
  const workspaceId = await before.client.workspace();
  const webhook = { enabled: true, url: hook.url };
  const notifications = { connectionUpdate: { webhook }, connectionUpdateActionRequired: { webhook } };
  await before.client.must("PATCH", `/workspaces/${workspaceId}`, { notifications });
  const draft = { name: "small", workspaceId, configuration: configuration() };
  const source = await before.client.must("POST", "/sources", draft);
  const connectionId = await before.client.connect(String(source.sourceId), workspaceId, "small");
  await before.server.close();
  discoveredLongAgo(folder);

  const { client, server } = await startAirbyte(folder.config);
  const sync = async () => {
    const jobId = await client.startJob(connectionId);
    await server.settled(jobId);
    return client.detail(jobId);
  };
  const changes = [
    { stream: "items", kind: "column_retyped", column: "id", from: "string", to: "integer" },
    { stream: "items", kind: "column_added", column: "price", from: null, to: "number" },
  ];
  expect(await sync()).toMatchObject({ status: "succeeded", rows: 1, schema_changes: changes });
  expect(await sync()).toMatchObject({ status: "succeeded", schema_changes: [] });
  await server.close();
  expect(hook.posts).toHaveLength(1);
  const [{ body }] = hook.posts as [(typeof hook.posts)[number]];
  expect(body.data).toBeUndefined();
  const words = JSON.stringify(body);
  for (const word of ["has changed", "id: string → integer", "＋ price"]) expect(words).toContain(word);
});

test("a discovery that fails does not end the sync: the streams of before are read", async () => {
  await using folder = testFolder({ manifestLoopback: true, discoverMs: 0 });
  const before = await startAirbyte(folder.config);
  const workspaceId = await before.client.workspace();
  const draft = { name: "small", workspaceId, configuration: configuration() };
  const source = await before.client.must("POST", "/sources", draft);
  const connectionId = await before.client.connect(String(source.sourceId), workspaceId, "small");
  await before.server.close();

  await using airbyte = await startAirbyte({ ...folder.config, limits: { ...folder.config.limits, memoryBytes: 1 } });
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  const log = await airbyte.client.call<string>("GET", `/embedded/v1/jobs/${jobId}/log`);
  expect(log.body).toMatch(/could not be discovered again, so those of before are read/);
  expect(await airbyte.client.detail(jobId)).toMatchObject({ streams: [{ name: "items" }] });
});
