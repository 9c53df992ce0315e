import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { selfSigned, type TestCertificates } from "../testing/certificates.ts";
import { record } from "../testing/lake.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: TestFolder;
let airbyte: TestServer;
let postgres: TestPostgres;
let server: TestCertificates;
let other: TestCertificates;

beforeAll(async () => {
  server = selfSigned("localhost");
  other = selfSigned("localhost");
  postgres = await startPostgres(server);
  folder = testFolder();
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await postgres?.[Symbol.asyncDispose]();
});

async function create(change: object) {
  const configuration = { ...postgres.configuration, ...change };
  const workspaceId = await airbyte.client.workspace();
  return airbyte.client.call("POST", "/destinations", { name: "database", workspaceId, configuration });
}
const verifyFull = (ca: string) => ({
  ssl_mode: {
    ...{ mode: "verify-full", ca_certificate: ca },
    ...{ client_certificate: server.certificate, client_key: server.key },
  },
});

test("a server that lets nobody in without TLS is refused without it", async () => {
  const answer = await create({ ssl_mode: { mode: "disable" } });
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain("no encryption");
});

test.each(["allow", "prefer", "require"])("%s comes in with TLS, whoever signed the certificate", async (mode) => {
  expect((await create({ ssl_mode: { mode } })).status).toBe(200);
});

test("verify-ca wants the authority and takes any host's name", async () => {
  expect((await create({ ssl_mode: { mode: "verify-ca", ca_certificate: server.certificate } })).status).toBe(200);
  const answer = await create({ ssl_mode: { mode: "verify-ca", ca_certificate: other.certificate } });
  expect(answer.status).toBe(422);
  expect(answer.body.detail).toContain("ssl_mode");
});

test("verify-full wants the authority and the host's name", async () => {
  expect((await create({ host: "localhost", ...verifyFull(server.certificate) })).status).toBe(200);
  for (const wrong of [verifyFull(server.certificate), { host: "localhost", ...verifyFull(other.certificate) }]) {
    const answer = await create(wrong);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain("ssl_mode");
  }
});

test("rows land through TLS", async () => {
  const { client } = airbyte;
  const lines = Array.from({ length: 20_000 }, (_, id) => record("s", `{"id":${id},"text":"${"x".repeat(100)}"}`));
  const { sourceId, workspaceId } = await client.replaySource(lines.join("\n"));
  const configuration = {
    ...postgres.configuration,
    ssl_mode: { mode: "verify-ca", ca_certificate: server.certificate },
  };
  const connectionId = await client.connectTo(configuration, sourceId, workspaceId, {
    namespaceDefinition: "destination",
  });
  const jobId = await client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  expect(await client.detail(jobId)).toMatchObject({ status: "succeeded", rows: 20_000, error_message: null });
});
