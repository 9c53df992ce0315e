import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AirbyteConfig } from "../config.ts";
import { openStore } from "../store/store.ts";
import { AirbyteClient } from "../testing/client.ts";
import { freePort } from "../testing/free-port.ts";
import { record } from "../testing/lake.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { startProcess, untilIdle } from "../testing/process.ts";
import { startAirbyte, testFolder } from "../testing/start.ts";
import { lockSync, prepareSchema, recordSync } from "./ledger.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.[Symbol.asyncDispose]());

const state =
  '{"type":"STREAM","stream":{"stream_descriptor":{"name":"ads"},"stream_state":{"at":7002238017842757633}}}';

/** A job as it stands when its process dies around the commit. */
function crashAtCommit(config: AirbyteConfig, schema: string) {
  const store = openStore(config.stateFolder, config.secretKey);
  const workspaceId = store.workspaces.create("w", {}).id;
  const source = { workspaceId, name: "s", sourceType: "replay", configuration: {}, catalog: null };
  const destinationId = store.destinations.create(workspaceId, "d", { ...postgres.configuration, schema }).id;
  const connection = store.connections.create({
    name: "c",
    sourceId: store.sources.create(source).id,
    destinationId,
    status: "active",
    schedule: { scheduleType: "manual" },
    platform: "",
    prefix: "",
    schemaUpdates: "ignore",
    streams: null,
  });
  const job = store.jobs.create(connection.id)!;
  store.jobs.start(job.id);
  store.landings.begin(job.id, {
    connectionId: connection.id,
    files: [],
    database: { destinationId, schema, syncId: job.syncId },
    states: [{ stream: "ads", namespace: "", state }],
    rows: 5,
    bytes: 50,
    streams: [{ name: "ads", rows: 5, status: "complete" }],
  });
  store.close();
  return { jobId: job.id, connectionId: connection.id, syncId: job.syncId };
}

function statesIn(config: AirbyteConfig, connectionId: string) {
  const store = openStore(config.stateFolder, config.secretKey);
  try {
    expect(store.landings.unfinished()).toEqual([]);
    return store.landings.statesOf(connectionId);
  } finally {
    store.close();
  }
}

async function connected(): Promise<Client & AsyncDisposable> {
  const { host, port, database, username: user, password } = postgres.configuration;
  const client = new Client({ host, port, database, user, password: password! });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test("a commit that was not heard of counts when the ledger has it, and then the state is kept", async () => {
  await using folder = testFolder();
  const { jobId, connectionId, syncId } = crashAtCommit(folder.config, "heard");
  {
    await using client = await connected();
    await prepareSchema(client, "heard");
    await recordSync(client, "heard", { syncId, jobId, connectionId, rows: 5 });
    await using airbyte = await startAirbyte(folder.config);
    await airbyte.server.settled(jobId);
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "succeeded", rows: 5 });
  }
  expect(statesIn(folder.config, connectionId)).toEqual([{ stream: "ads", namespace: "", state }]);
});

test("when the ledger does not have it the job failed, to be tried again from the state before", async () => {
  await using folder = testFolder();
  const { jobId, connectionId } = crashAtCommit(folder.config, "unheard");
  {
    await using airbyte = await startAirbyte(folder.config);
    await airbyte.server.settled(jobId);
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "failed", error_class: "transient", rows: 0 });
  }
  expect(statesIn(folder.config, connectionId)).toEqual([]);
});

test("a transaction that is still under way is waited for", async () => {
  await using folder = testFolder();
  const { jobId, connectionId, syncId } = crashAtCommit(folder.config, "underway");
  {
    await using client = await connected();
    await prepareSchema(client, "underway");
    await client.query("begin");
    await lockSync(client, syncId);
    await recordSync(client, "underway", { syncId, jobId, connectionId, rows: 5 });
    await using airbyte = await startAirbyte(folder.config);
    const waiting = "select from pg_locks where locktype = 'advisory' and not granted";
    await vi.waitFor(async () => expect(await postgres.query(waiting)).toHaveLength(1), { timeout: 30_000 });
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "running" });
    await client.query("commit");
    await airbyte.server.settled(jobId);
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "succeeded" });
  }
  expect(statesIn(folder.config, connectionId)).toHaveLength(1);
});

test("while the database cannot be asked nothing is decided and no other sync starts", async () => {
  await using folder = testFolder();
  const { jobId, connectionId } = crashAtCommit(folder.config, "away");
  await postgres.stop();
  try {
    await using airbyte = await startAirbyte(folder.config);
    await vi.waitFor(
      () => expect(airbyte.logs).toContainEqual(expect.objectContaining({ event: "landing.unsettled" })),
      {
        timeout: 30_000,
      },
    );
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "running" });
    const next = await airbyte.client.call("POST", "/jobs", { connectionId, jobType: "sync" });
    expect(next).toMatchObject({ status: 409, body: { title: "try-again-later" } });
  } finally {
    await postgres.start();
  }
  await using again = await startAirbyte(folder.config);
  await again.server.settled(jobId);
  expect(await again.client.detail(jobId)).toMatchObject({ status: "failed", error_class: "transient" });
});

test("killed while it copies and at other moments, every row is there once for each sync that succeeded", async () => {
  await using folder = testFolder();
  const config = { ...folder.config, port: await freePort() };
  const text = "x".repeat(400);
  const lines = Array.from({ length: 40_000 }, (_, id) => record(`stream_${id % 4}`, `{"id":${id},"text":"${text}"}`));
  let child = await startProcess(config);
  const client = await AirbyteClient.signIn(`http://127.0.0.1:${config.port}`, config.clientId, config.clientSecret);
  const { sourceId, workspaceId } = await client.replaySource(lines.join("\n"));
  const configuration = { ...postgres.configuration, schema: "killed" };
  const namespace = { namespaceDefinition: "destination" };
  const connectionId = await client.connectTo(configuration, sourceId, workspaceId, namespace);
  const jobs: number[] = [];
  const copying = async () => {
    while ((await postgres.query("select from pg_stat_progress_copy")).length === 0) await wait(5);
  };
  const moments = [copying, () => copying().then(() => wait(30)), ...[0, 200, 900, 1800].map((ms) => () => wait(ms))];
  for (const moment of moments) {
    jobs.push(await client.startJob(connectionId));
    await moment();
    child.kill("SIGKILL");
    await once(child, "exit");
    child = await startProcess(config);
    await untilIdle(client, connectionId);
  }
  jobs.push(await client.startJob(connectionId));
  await untilIdle(client, connectionId);
  const details = await Promise.all(jobs.map((id) => client.detail(id)));
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(details.at(-1)).toMatchObject({ status: "succeeded", rows: 40_000 });
  const succeeded = jobs.filter((_, at) => details[at]!.status === "succeeded").map(String);
  for (const stream of [0, 1, 2, 3]) {
    const rows = await postgres.query(
      `select _airbyte_meta->>'sync_id' as job, count(*)::int as rows, count(distinct id)::int as ids
       from killed.stream_${stream} group by 1 order by 1`,
    );
    expect(rows).toEqual(succeeded.toSorted().map((job) => ({ job, rows: 10_000, ids: 10_000 })));
  }
  const ledger = await postgres.query<{ job: string }>("select job_id::text as job from killed._airbyte_landings");
  expect(ledger.map(({ job }) => job).sort()).toEqual(succeeded.toSorted());
});
