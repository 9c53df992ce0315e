import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Manifest, storedValues } from "#contracts/snapshot.ts";
import { leaseForever } from "./lease.ts";
import { createLog } from "./log.ts";
import { writeMarts } from "./snapshot/marts.fixture.ts";
import { createSigner } from "./token.ts";
import type { Transform } from "./transform.ts";
import { WorkerClient } from "./worker-client.ts";

/** A loopback server that speaks the runner's endpoints, so that it can lose leases and fall over when a test says so. */
interface Call {
  readonly name: "lease" | "heartbeat" | "shards" | "commit" | "fail";
  readonly path: string;
  readonly body: Buffer;
  readonly authorization: string;
}
type Answer = { readonly status: number; readonly json?: unknown };

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const jwk = { ...privateKey.export({ format: "jwk" }), kid: "k1" } as Parameters<typeof createSigner>[0];
const snapshotId = "0190b3f0-0000-7000-8000-000000000003";
const lease = {
  run_id: "run-1",
  lease_token: "token-1",
  expires_at: "2026-01-01T00:00:00Z",
  attempt: 1,
  snapshot_id: snapshotId,
  tenant: { id: "acme", label: "Acme", time_zone: "America/Jamaica", currency: "JMD", region_set: "jm-parishes" },
};
const leaseLost: Answer = {
  status: 409,
  json: {
    type: "/problems/lease-lost",
    title: "The lease is held by another runner or has ended",
    status: 409,
    request_id: "r",
  },
};

let server: Server;
let calls: Call[];
let respond: (call: Call) => Answer | undefined;
let folder: string;
let duckdbPath: string;
let logged: { event: string; reason?: string }[];
let stop: AbortController;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function usual(call: Call): Answer {
  if (call.name === "lease")
    return calls.filter(({ name }) => name === "lease").length === 1 ? { status: 200, json: lease } : { status: 204 };
  return { status: call.name === "shards" || call.name === "fail" ? 204 : 200, json: {} };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "run-lease-"));
  duckdbPath = join(folder, "acme.duckdb");
  await writeMarts(duckdbPath);
  [calls, logged, respond, stop] = [[], [], () => undefined, new AbortController()];
  server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const name = /lease|heartbeat|shards|commit|fail/.exec(path.replace(/\?.*/, ""))?.[0] as Call["name"];
    const call = { name, path, body: await bodyOf(request), authorization: request.headers.authorization ?? "" };
    calls.push(call);
    const { status, json } = respond(call) ?? usual(call);
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(status === 204 ? undefined : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  stop.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const dbt = { invocation_id: "i", version: "1.12", models: 1, tests: { pass: 1, warn: 0, error: 0 }, warnings: [] };
const succeed: Transform = async () => ({ ok: true, duckdbPath, dbt });
/** Works until it is told to stop. */
const endless: Transform = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

async function run(transform: Transform, until: (call: Call) => boolean): Promise<void> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inner = respond;
  respond = (call) => {
    if (until(call)) setTimeout(() => stop.abort(new Error("runner stopped")), 20);
    return inner(call);
  };
  await leaseForever({
    client: new WorkerClient(url, createSigner(jwk, "runner-1")),
    transform,
    stateFolder: folder,
    log: createLog((line) => logged.push(JSON.parse(line))),
    stop: stop.signal,
    runnerId: "runner-1",
    pollMs: 50,
  });
}

const secondLease = (call: Call) => call.name === "lease" && calls.filter(({ name }) => name === "lease").length > 1;
const of = (name: Call["name"]) => calls.filter((call) => call.name === name);
const json = (call: Call | undefined) => JSON.parse(String(call?.body));

test("leases, uploads every shard and commits, with signed calls", async () => {
  await run(succeed, secondLease);

  const { manifest, lease_token } = json(of("commit")[0]);
  expect(lease_token).toBe("token-1");
  const values = storedValues(Manifest.parse(manifest));
  expect(of("shards").map(({ path }) => path)).toEqual(
    values.map(
      ({ name, sha256 }) => `/internal/runner/runs/run-1/shards/${name}/?lease_token=token-1&sha256=${sha256}`,
    ),
  );
  expect(of("shards").map(({ body }) => body.length)).toEqual(values.map(({ bytes }) => bytes));
  expect(json(of("heartbeat")[0])).toMatchObject({ lease_token: "token-1", progress: { step: "freshness" } });

  const token = calls[0]!.authorization.replace("Bearer ", "");
  expect(decodeProtectedHeader(token)).toEqual({ alg: "EdDSA", kid: "k1" });
  const key = await importJWK(publicKey.export({ format: "jwk" }), "EdDSA");
  const { payload } = await jwtVerify(token, key, { issuer: "adinsights-runner", audience: "adinsights-worker" });
  expect(payload).toMatchObject({ sub: "runner-1", scope: "runner", exp: payload.iat! + 60 });
  expect(await readdir(join(folder, "acme", "snapshot"))).toEqual([]);
});

test("outlives a Worker that answers 503 for a while", async () => {
  let broken = 3;
  respond = (call) => (call.name === "shards" && broken-- > 0 ? { status: 503 } : undefined);
  await run(succeed, secondLease);
  const { manifest } = json(of("commit")[0]);
  expect(of("shards").length).toBe(storedValues(manifest).length + 3);
  expect(of("commit")).toHaveLength(1);
  expect(of("fail")).toHaveLength(0);
});

test("drops the work when the lease is lost, without a word to the Worker", async () => {
  respond = (call) => (call.name === "heartbeat" ? leaseLost : undefined);
  await run(endless, secondLease);
  expect(logged.map(({ event }) => event)).toContain("run.lease_lost");
  expect([of("fail"), of("commit"), of("shards")]).toEqual([[], [], []]);
});

test("drops the work when an upload finds the lease lost", async () => {
  respond = (call) => (call.name === "shards" ? leaseLost : undefined);
  await run(succeed, secondLease);
  expect([of("shards").length, of("commit").length, of("fail").length]).toEqual([1, 0, 0]);
});

test.each<[string, Transform, { error_class: string; reason: unknown }]>([
  [
    "what the transform says",
    async () => ({ ok: false, errorClass: "data", reason: "unique_fct failed" }),
    { error_class: "data", reason: "unique_fct failed" },
  ],
  [
    "marts that do not fit",
    async () => {
      const path = join(folder, "broken.duckdb");
      await writeMarts(path, "delete from marts.api_ads");
      return { ok: true, duckdbPath: path, dbt };
    },
    { error_class: "data", reason: expect.stringContaining("api_ads lacks") },
  ],
  [
    "what broke",
    async () => {
      throw new Error("dbt cannot be started");
    },
    { error_class: "system", reason: "dbt cannot be started" },
  ],
])("tells the Worker %s", async (_, transform, told) => {
  await run(transform, secondLease);
  expect(json(of("fail")[0])).toEqual({ lease_token: "token-1", ...told });
  expect(of("commit")).toHaveLength(0);
});

test("gives the run back when told to stop", async () => {
  await run(endless, (call) => call.name === "heartbeat");
  expect(json(of("fail")[0])).toEqual({ lease_token: "token-1", error_class: "transient", reason: "runner stopped" });
});

test("asks a Worker that does not answer again, and says so once", async () => {
  let misses = 4;
  respond = (call) => (call.name === "lease" && misses-- > 0 ? { status: 500 } : undefined);
  await run(succeed, () => misses < 0);
  expect(logged.map(({ event }) => event).filter((event) => event.startsWith("worker."))).toEqual([
    "worker.unreachable",
    "worker.reachable",
  ]);
});
