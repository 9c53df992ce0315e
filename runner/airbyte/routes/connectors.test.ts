import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectorConfig, sourceTypeOf, standInHosts } from "../../sample/connectors.ts";
import { createSampleServer, type SampleServer } from "../../sample/server.ts";
import { sampleTenants } from "../../sample/world/tenants.ts";
import { connectorDefinitions } from "../connector/definitions.ts";
import { secretPaths } from "../connector/secret-paths.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const { access } = sampleTenants(1)[0]!;
const sourceType = sourceTypeOf.meta;
let sample: SampleServer;
let folder: TestFolder;
let airbyte: TestServer;

beforeAll(async () => {
  folder = testFolder();
  const state = join(folder.path, "sample");
  sample = await createSampleServer({ port: 0, stateFolder: state, days: 3, scale: "small", seed: 1 }, { quiet: true });
  Object.assign(folder.config, { standIns: standInHosts(sample.url) });
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  await sample.close();
  await folder[Symbol.asyncDispose]();
});

const configuration = () => connectorConfig("meta", access.meta, { startDate: sample.control.moment.firstDay });

interface Listed {
  sourceType: string;
  status: string;
  version: string | null;
  spec: { properties: Record<string, unknown> } | null;
  secretPaths: string[];
}
const one = async (type: string) => (await airbyte.client.call<Listed>("GET", `/embedded/v1/connectors/${type}`)).body;
const list = async () => (await airbyte.client.call<{ data: Listed[] }>("GET", "/embedded/v1/connectors")).body.data;

test("lists every connector with its state at once, and tells one with its own spec and what is secret in it", async () => {
  const known = await list();
  expect(known.map((each) => each.sourceType)).toEqual([
    ...connectorDefinitions.map((definition) => definition.sourceType),
    "replay",
  ]);
  expect(known.find((each) => each.sourceType === sourceType)).toEqual({
    sourceType,
    name: "Facebook Marketing",
    documentationUrl: expect.stringContaining("facebook-marketing"),
    status: "ready",
    detail: null,
    version: expect.stringMatching(/^6\./),
  });
  const meta = await one(sourceType);
  expect(Object.keys(meta.spec!.properties)).toContain("account_ids");
  expect(meta.secretPaths).toContain("credentials.access_token");
  expect(meta.secretPaths).not.toContain("account_ids");
});

test("a connector that is not there is told so, and asked to be installed by its name only", async () => {
  await using elsewhere = testFolder({ venvs: join(folder.path, "no-venvs") });
  await using bare = await startAirbyte(elsewhere.config);
  const answer = await bare.client.call<{ data: Listed[] }>("GET", "/embedded/v1/connectors");
  expect(answer.body.data[0]).toMatchObject({ status: "not_installed" });
  const alone = await bare.client.call("GET", `/embedded/v1/connectors/${sourceType}`);
  expect(alone.body).toMatchObject({ status: "not_installed", spec: null, secretPaths: [] });
  expect(await bare.client.call("GET", "/embedded/v1/connectors/oracle")).toMatchObject({ status: 404 });
  const asked = await bare.client.call("POST", `/embedded/v1/connectors/${sourceType}/install`);
  expect(asked).toMatchObject({ status: 200, body: { status: "installing" } });
  expect(await bare.client.call("POST", "/embedded/v1/connectors/oracle/install")).toMatchObject({ status: 404 });
});

test("checks and discovers a configuration, and keeps nothing of it", async () => {
  const { client } = airbyte;
  const good = await client.call("POST", "/embedded/v1/check", { sourceType, configuration: configuration() });
  expect(good.body).toEqual({ status: "succeeded", message: null, error_class: null });
  const { body } = await client.call<{ streams: Record<string, unknown>[] }>("POST", "/embedded/v1/discover", {
    sourceType,
    configuration: configuration(),
  });
  expect(body.streams.find(({ name }) => name === "campaigns")).toMatchObject({
    columns: expect.arrayContaining([
      { name: "id", type: "string" },
      { name: "daily_budget", type: "number" },
    ]),
    syncModes: ["full_refresh_append", "incremental_append"],
    primaryKey: [["id"]],
    defaultCursorField: ["updated_time"],
  });
  expect((await client.must("GET", "/sources")).data).toEqual([]);
});

test("what the platform refuses is said in its words, without the secret", async () => {
  const token = "EAAnobody-has-this-token-of-ours";
  const wrong = { ...configuration(), access_token: token, credentials: { auth_type: "Service", access_token: token } };
  const refused = await airbyte.client.call("POST", "/embedded/v1/check", { sourceType, configuration: wrong });
  expect(refused.body).toMatchObject({ status: "failed", message: expect.any(String) });
  const streams = await airbyte.client.call("POST", "/embedded/v1/discover", { sourceType, configuration: {} });
  expect(streams.status).toBe(422);
  expect(JSON.stringify([refused, airbyte.logs])).not.toContain(token);
});

test("the credentials of a stored source are tried, and never told", async () => {
  const { client } = airbyte;
  const workspaceId = await client.workspace();
  const stored = { ...configuration(), sourceType };
  const { sourceId } = await client.must("POST", "/sources", { name: "kept", workspaceId, configuration: stored });
  const check = () => client.call("POST", "/embedded/v1/check", { sourceId });
  expect((await check()).body).toEqual({ status: "succeeded", message: null, error_class: null });
  sample.control.addFault({ platform: "meta", fault: "expired_token", count: "until_cleared" });
  const refused = await check();
  sample.control.clearFaults();
  expect(refused.body).toMatchObject({ status: "failed", message: expect.stringMatching(/token/i) });
  expect(JSON.stringify(refused.body)).not.toContain(access.meta.credentials.accessToken);
});

test.each([
  ["/embedded/v1/check", { sourceType: "oracle", configuration: {} }, "sourceType"],
  ["/embedded/v1/check", { sourceType }, "configuration"],
  ["/embedded/v1/discover", { sourceType: 3 }, "sourceType"],
  ["/embedded/v1/check", { sourceId: 3 }, "sourceId"],
])("bad input to %s is answered by the name of the field", async (path, body, field) => {
  const answer = await airbyte.client.call("POST", path, body);
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(field) } });
});

test("secret paths are found in every variant and in lists, each once", () => {
  const secret = { type: "string", airbyte_secret: true };
  const spec = {
    properties: {
      token: secret,
      open: { type: "string" },
      login: { oneOf: [{ properties: { key: secret, kind: {} } }, { properties: { key: secret, id: {} } }] },
      apps: { items: { properties: { password: secret } } },
    },
  };
  expect(secretPaths(spec)).toEqual(["token", "login.key", "apps.*.password"]);
});
