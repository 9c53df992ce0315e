import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { record } from "../testing/lake.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: TestFolder;
let airbyte: TestServer;
let postgres: TestPostgres;
let workspaceId: string;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.query("create role reader login password 'the password of the reader'");
  await postgres.query("create schema made_before authorization reader");
  folder = testFolder();
  airbyte = await startAirbyte(folder.config);
  workspaceId = await airbyte.client.workspace();
});
afterAll(async () => {
  await airbyte?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
});

const create = (change: object) =>
  airbyte.client.call("POST", "/destinations", {
    name: "database",
    workspaceId,
    configuration: { ...postgres.configuration, ...change },
  });

test.each([
  ["another port", { port: 1 }, ["host, port", "127.0.0.1:1"]],
  ["a host that is not there", { host: "nowhere.invalid" }, ["nowhere.invalid:"]],
  ["another password", { password: "wrong" }, ["username, password"]],
  ["no password", { password: undefined }, ["username, password"]],
  ["another database", { database: "nothing" }, ["there is no database nothing"]],
  [
    "a user who may not create",
    { username: "reader", password: "the password of the reader", schema: "new" },
    ["reader lacks a right"],
  ],
  [
    "a schema of somebody else",
    { username: "reader", password: "the password of the reader", schema: "public" },
    ["reader lacks a right"],
  ],
  ["TLS that the server has not", { ssl_mode: { mode: "require" } }, ["ssl_mode", "SSL"]],
])("%s is refused with what is wrong", async (_, change, said) => {
  const answer = await create(change);
  expect(answer.status).toBe(422);
  for (const part of said) expect(answer.body.detail).toContain(part);
  expect(JSON.stringify(answer.body)).not.toContain("the password of");
});

test.each([
  ["a tunnel", { tunnel_method: { tunnel_method: "SSH_KEY_AUTH" } }, "tunnel_method"],
  ["raw tables alone", { disable_type_dedupe: true }, "disable_type_dedupe"],
  ["parameters for another driver", { jdbc_url_params: "a=b" }, "jdbc_url_params"],
  ["a port that is none", { port: 70_000 }, "configuration.port"],
  ["no host", { host: undefined }, "configuration.host"],
  ["certificates that are none", { ssl_mode: { mode: "verify-ca", ca_certificate: "x" } }, "ca_certificate"],
  ["a setting that nobody knows", { hots: "x" }, "hots"],
])("%s is a bad request that names the field", async (_, change, field) => {
  const answer = await create(change);
  expect(answer).toMatchObject({ status: 400, body: { title: "bad-request" } });
  expect(answer.body.detail).toContain(field);
});

test("TLS that is only preferred, and a schema that is there already, are well", async () => {
  const reader = { username: "reader", password: "the password of the reader", schema: "made_before" };
  expect((await create({ ...reader, ssl_mode: { mode: "prefer" } })).status).toBe(200);
  expect((await create({ ssl_mode: { mode: "allow" } })).status).toBe(200);
  expect(await postgres.query("select tablename from pg_tables where schemaname = 'made_before'")).toEqual([]);
});

test("the password goes in and never comes out, and sent back masked it stays", async () => {
  const { body } = await create({});
  const id = String(body.destinationId);
  expect(body).toMatchObject({
    destinationType: "postgres",
    configuration: { host: "127.0.0.1", password: "**********" },
  });
  const { client } = airbyte;
  const configuration = body.configuration as object;
  const put = await client.must("PUT", `/destinations/${id}`, { name: "renamed", configuration });
  expect(put).toMatchObject({ name: "renamed", configuration: { password: "**********" } });
  const patched = await client.must("PATCH", `/destinations/${id}`, { configuration: { schema: "elsewhere" } });
  expect(patched).toMatchObject({ configuration: { schema: "elsewhere", password: "**********" } });
  const wrong = await client.call("PATCH", `/destinations/${id}`, { configuration: { password: "wrong" } });
  expect(wrong.status).toBe(422);
  expect(await client.must("GET", `/destinations/${id}`)).toMatchObject({ configuration: { schema: "elsewhere" } });
  const lake = { destinationType: "lake", tenant: "acme" };
  expect((await client.call("PUT", `/destinations/${id}`, { name: "x", configuration: lake })).status).toBe(400);
});

test("a lake has a folder for each platform, a database may use its own schema", async () => {
  const { client } = airbyte;
  const { sourceId, workspaceId } = await client.replaySource(record("s", "{}"));
  const tenant = { destinationType: "lake", tenant: "acme" };
  const namespace = { namespaceDefinition: "destination" };
  await expect(client.connectTo(tenant, sourceId, workspaceId, namespace)).rejects.toThrow("namespaceDefinition");
  const unnamed = { namespaceDefinition: "custom_format" };
  await expect(client.connectTo(postgres.configuration, sourceId, workspaceId, unnamed)).rejects.toThrow(
    "namespaceFormat",
  );
  const connectionId = await client.connectTo(postgres.configuration, sourceId, workspaceId, namespace);
  expect(await client.must("GET", `/connections/${connectionId}`)).toMatchObject(namespace);
  const change = { namespaceDefinition: "custom_format", namespaceFormat: "raw_acme" };
  expect(await client.must("PATCH", `/connections/${connectionId}`, change)).toMatchObject(change);
});
