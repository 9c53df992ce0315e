import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { query, record } from "../testing/lake.ts";
import { factsFile, filesIn, startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: TestFolder;
let airbyte: TestServer;

beforeAll(async () => {
  folder = testFolder();
  airbyte = await startAirbyte(folder.config);
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function replay(lines: string, platform = "meta") {
  const { connectionId } = await airbyte.client.replayOf(lines, platform);
  const jobId = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  return { connectionId, jobId, detail: await airbyte.client.detail(jobId) };
}
const landed = (connectionId: string) => filesIn(folder.config.lake).filter((path) => path.includes(connectionId));

test("lands every stream of the file as its own Parquet file", async () => {
  const { connectionId, detail } = await replay(
    [
      record("ads", '{"id":7002238017842757633,"spend":1.5,"name":"a"}'),
      '{"type":"LOG","log":{"level":"INFO","message":"hello"}}',
      '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"ads"},"stream_state":{}}}}',
      record("ads", '{"id":2,"spend":2,"name":null,"tags":["x"]}'),
      record("Ad Sets", '{"id":"1"}'),
      "",
    ].join("\n"),
  );
  expect(detail).toMatchObject({
    status: "succeeded",
    error_class: null,
    rows: 3,
    streams: [
      { name: "ads", rows: 2, status: "complete" },
      { name: "Ad Sets", rows: 1, status: "complete" },
    ],
  });
  const files = landed(connectionId);
  expect(files.map((path) => path.split("/").slice(0, 4))).toEqual([
    ["acme", "meta", connectionId, "ad_sets"],
    ["acme", "meta", connectionId, "ads"],
  ]);
  const rows = await query(`select id, spend, name, tags from '${join(folder.config.lake, files[1]!)}' order by spend`);
  expect(rows).toEqual([
    { id: "7002238017842757633", spend: "1.500000000", name: "a", tags: null },
    { id: "2", spend: "2.000000000", name: null, tags: '["x"]' },
  ]);
});

test.each([
  ["{broken", "not JSON"],
  ['{"type":"RECORD","record":{"stream":"ads","data":[],"emitted_at":1}}', "record.data"],
  ['{"type":"RECORD","record":{"stream":"ads","data":{}}}', "record.emitted_at"],
  ["[]", "no type"],
])("the line %s fails the job by its number, and nothing lands", async (line, reason) => {
  const { connectionId, detail } = await replay([record("ads", '{"id":1}'), "", line].join("\n"));
  expect(detail).toMatchObject({ status: "failed", error_class: "config", rows: 0 });
  expect(detail.error_message).toContain("line 3");
  expect(detail.error_message).toContain(reason);
  expect(landed(connectionId)).toEqual([]);
});

test("two streams of one folder fail the job rather than one of them be lost", async () => {
  const { connectionId, detail } = await replay(
    [record("Ad Sets", '{"id":1}'), record("ad_sets", '{"id":2}')].join("\n"),
  );
  expect(detail).toMatchObject({ status: "failed", error_class: "config", rows: 0 });
  expect(detail.error_message).toContain("the same folder");
  expect(landed(connectionId)).toEqual([]);
});

test("an empty file is a sync without rows", async () => {
  const { connectionId, detail } = await replay("\n");
  expect(detail).toMatchObject({ status: "succeeded", rows: 0, streams: [] });
  expect(landed(connectionId)).toEqual([]);
});

test("a second job waits for nobody: it is refused while the first runs, and cancelling ends it", async () => {
  const many = Array.from({ length: 60_000 }, (_, id) => record("ads", `{"id":${id},"text":"${"x".repeat(200)}"}`));
  const { connectionId } = await airbyte.client.replayOf(many.join("\n"));
  const jobId = await airbyte.client.startJob(connectionId);
  const second = await airbyte.client.call("POST", "/jobs", { connectionId, jobType: "sync" });
  expect(second).toMatchObject({ status: 409, body: { title: "try-again-later", status: 409 } });
  const cancelled = await airbyte.client.must("DELETE", `/jobs/${jobId}`);
  expect(cancelled).toMatchObject({ jobId, status: "cancelled" });
  expect(cancelled.lastUpdatedAt).toMatch(/Z$/);
  expect(landed(connectionId)).toEqual([]);
  expect(filesIn(join(folder.config.stateFolder, "spool"))).toEqual([]);
  const again = await airbyte.client.call("DELETE", `/jobs/${jobId}`);
  expect(again).toMatchObject({ status: 409, body: { title: "state-conflict" } });
  const next = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(next);
  expect(await airbyte.client.detail(next)).toMatchObject({ status: "succeeded", rows: 60_000 });
});

test("another file for the same source appends to the same streams", async () => {
  const { sourceId, connectionId } = await airbyte.client.replayOf(record("ads", '{"id":1}'));
  const first = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(first);
  const { fileId } = await airbyte.client.must(
    "POST",
    "/embedded/v1/replay/files",
    record("ads", '{"id":2,"new":"x"}'),
  );
  await airbyte.client.must("PATCH", `/sources/${sourceId}`, { configuration: { fileId } });
  const second = await airbyte.client.startJob(connectionId);
  await airbyte.server.settled(second);
  const files = join(folder.config.lake, "acme", "meta", connectionId, "ads", "*.parquet");
  const sql = `select id, "new", _airbyte_meta->>'sync_id' as sync from read_parquet('${files}', union_by_name = true) order by id`;
  expect(await query(sql)).toEqual([
    { id: "1", new: null, sync: String(first) },
    { id: "2", new: "x", sync: String(second) },
  ]);
});

for (const platform of ["meta", "tiktok"]) {
  const path = factsFile(`recorded/${platform}.jsonl`);
  if (!path) continue;
  test(`what real ${platform} accounts once said lands whole`, async () => {
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    const { connectionId, detail } = await replay(text, platform);
    expect(detail).toMatchObject({ status: "succeeded", rows: lines.length });
    const streams = new Set(lines.map((line) => JSON.parse(line).record.stream as string));
    expect(landed(connectionId)).toHaveLength(streams.size);
    const files = join(folder.config.lake, "acme", platform, connectionId, "*", "*.parquet");
    const [total] = await query(
      `select count(*) as rows, count(*) filter ((_airbyte_meta->'changes') != '[]') as changed
       from read_parquet('${files}', union_by_name = true)`,
    );
    expect(total).toEqual({ rows: String(lines.length), changed: "0" });
  });
}
