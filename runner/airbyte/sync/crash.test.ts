import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { AirbyteConfig } from "../config.ts";
import { createAirbyteServer } from "../server.ts";
import type { Landing } from "../store/landings.ts";
import { openStore } from "../store/store.ts";
import { AirbyteClient } from "../testing/client.ts";
import { freePort } from "../testing/free-port.ts";
import { query, record } from "../testing/lake.ts";
import { startProcess, untilIdle } from "../testing/process.ts";
import { filesIn, startAirbyte, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 180_000 });

const state =
  '{"type":"STREAM","stream":{"stream_descriptor":{"name":"ads"},"stream_state":{"at":7002238017842757633}}}';

/** A job as it stands when its landing is written down and its process dies before the last rename. */
async function crashBetweenRenames(config: AirbyteConfig) {
  const store = openStore(config.stateFolder, config.secretKey);
  const workspaceId = store.workspaces.create("w", {}).id;
  const source = { workspaceId, name: "s", sourceType: "replay", configuration: {}, catalog: null };
  const destination = store.destinations.create(workspaceId, "d", { destinationType: "lake", tenant: "acme" });
  const connection = store.connections.create({
    name: "c",
    sourceId: store.sources.create(source).id,
    destinationId: destination.id,
    status: "active",
    schedule: { scheduleType: "manual" },
    platform: "meta",
    prefix: "",
    schemaUpdates: "ignore",
    streams: null,
  });
  const job = store.jobs.create(connection.id)!;
  store.jobs.start(job.id);
  const files = ["ads", "campaigns"].map((stream) => {
    const place = join(config.lake, "acme", "meta", connection.id, stream);
    mkdirSync(place, { recursive: true });
    const temporary = join(place, `.${job.syncId}.parquet.tmp`);
    writeFileSync(temporary, stream);
    return { temporary, final: join(place, `${job.syncId}.parquet`) };
  });
  const streams: Landing["streams"] = [{ name: "ads", rows: 5, status: "complete" }];
  const states = [{ stream: "ads", namespace: "", state }];
  store.landings.begin(job.id, { connectionId: connection.id, files, states, rows: 5, bytes: 50, streams });
  renameSync(files[0]!.temporary, files[0]!.final);
  store.close();
  return { jobId: job.id, connectionId: connection.id, files };
}

test("a landing that died between two renames is completed at the next start, with its state", async () => {
  await using folder = testFolder();
  const { jobId, connectionId, files } = await crashBetweenRenames(folder.config);
  {
    await using airbyte = await startAirbyte(folder.config);
    expect(await airbyte.client.must("GET", `/jobs/${jobId}`)).toMatchObject({ status: "succeeded", rowsSynced: 5 });
  }
  expect(filesIn(folder.config.lake)).toEqual(
    files.map(({ final }) => final.slice(folder.config.lake.length + 1)).sort(),
  );
  const store = openStore(folder.config.stateFolder, folder.config.secretKey);
  expect(store.landings.statesOf(connectionId)).toEqual([{ stream: "ads", namespace: "", state }]);
  expect(store.landings.unfinished()).toEqual([]);
  store.close();
});

test("a landing whose file is lost fails its job and keeps no state", async () => {
  await using folder = testFolder();
  const { jobId, connectionId, files } = await crashBetweenRenames(folder.config);
  renameSync(files[1]!.temporary, join(folder.path, "lost"));
  {
    await using airbyte = await startAirbyte(folder.config);
    expect(await airbyte.client.detail(jobId)).toMatchObject({ status: "failed", error_class: "system" });
  }
  const store = openStore(folder.config.stateFolder, folder.config.secretKey);
  expect(store.landings.statesOf(connectionId)).toEqual([]);
  store.close();
});

test("a second process in the same folder is refused", async () => {
  await using folder = testFolder();
  await using airbyte = await startAirbyte(folder.config);
  await expect(createAirbyteServer(folder.config)).rejects.toThrow("another embedded Airbyte");
  expect(await airbyte.client.call("GET", "/health")).toMatchObject({ status: 200 });
});

test("with another secret key than the one its configurations were sealed with it does not start", async () => {
  await using folder = testFolder();
  {
    await using airbyte = await startAirbyte(folder.config);
    await airbyte.client.replayOf(record("ads", "{}"));
  }
  const other = { ...folder.config, secretKey: randomBytes(32) };
  await expect(createAirbyteServer(other)).rejects.toThrow("AIRBYTE_SECRET_KEY");
  await using again = await startAirbyte(folder.config);
  expect((await again.client.must("GET", "/sources")).data).toHaveLength(1);
});

test("killed at any moment of a sync, it is all there or not at all after a restart", async () => {
  await using folder = testFolder();
  const config = { ...folder.config, port: await freePort() };
  const lines = Array.from({ length: 4_000 }, (_, id) => record(`stream_${id % 8}`, `{"id":${id}}`)).join("\n");
  let child = await startProcess(config);
  const client = await AirbyteClient.signIn(`http://127.0.0.1:${config.port}`, config.clientId, config.clientSecret);
  const { connectionId } = await client.replayOf(lines);
  const jobs: number[] = [];
  for (const wait of [0, 60, 150, 300, 600]) {
    jobs.push(await client.startJob(connectionId));
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill("SIGKILL");
    await once(child, "exit");
    child = await startProcess(config);
    await untilIdle(client, connectionId);
  }
  const statuses = await Promise.all(jobs.map((id) => client.detail(id)));
  child.kill("SIGTERM");
  await once(child, "exit");

  const succeeded = statuses.filter(({ status }) => status === "succeeded");
  for (const detail of statuses.filter(({ status }) => status !== "succeeded"))
    expect(detail).toMatchObject({ status: "failed", error_class: "system", rows: 0 });
  const files = filesIn(config.lake);
  expect(files.filter((path) => !path.endsWith(".parquet"))).toEqual([]);
  expect(files).toHaveLength(succeeded.length * 8);
  expect(filesIn(join(config.stateFolder, "spool"))).toEqual([]);
  if (files.length > 0) {
    const [row] = await query(`select count(*) as rows from '${config.lake}/**/*.parquet'`);
    expect(row).toEqual({ rows: String(succeeded.length * 4_000) });
  }
});
