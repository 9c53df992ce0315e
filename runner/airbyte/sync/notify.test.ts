import { expect, test, vi } from "vitest";
import { startHook } from "../testing/hook.ts";
import { record } from "../testing/lake.ts";
import { startAirbyte, testFolder } from "../testing/start.ts";
import { formatBytes, formatDuration } from "./notification.ts";

vi.setConfig({ testTimeout: 60_000 });

const fields = [
  "workspace connection source destination jobId startedAt finishedAt success durationInSeconds durationFormatted",
  "bytesEmitted bytesCommitted bytesFilteredOut bytesEmittedFormatted bytesCommittedFormatted",
  "recordsEmitted recordsCommitted recordsFilteredOut errorMessage errorType errorOrigin",
].flatMap((line) => line.split(" "));

test("a sync that ended is posted once, unsigned, with all the fields that Airbyte posts", async () => {
  await using folder = testFolder();
  await using hook = await startHook(500);
  const airbyte = await startAirbyte(folder.config);
  const { client } = airbyte;
  const { connectionId } = await client.replayOf([1, 2].map((id) => record("ads", `{"id":${id}}`)).join("\n"));
  const { workspaceId } = await client.must("GET", `/connections/${connectionId}`);
  const webhook = { enabled: true, url: hook.url };
  const notifications = { success: { webhook }, failure: { webhook } };
  await client.must("PATCH", `/workspaces/${workspaceId}`, { notifications });
  const good = await client.startJob(connectionId);
  await airbyte.server.settled(good);
  const broken = await client.replayOf("not a message");
  const other = await client.must("GET", `/connections/${broken.connectionId}`);
  await client.must("PATCH", `/workspaces/${other.workspaceId}`, { notifications });
  const bad = await client.startJob(broken.connectionId);
  await airbyte.server.settled(bad);
  await airbyte.server.close();

  const bodies = hook.posts.map(({ body }) => body);
  expect(bodies.map(({ data }) => data)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ jobId: good, success: true, recordsCommitted: 2, errorMessage: null, errorType: null }),
      expect.objectContaining({ jobId: bad, success: false, recordsCommitted: 0, errorType: "config_error" }),
    ]),
  );
  expect(bodies).toHaveLength(2);
  for (const { data } of bodies) expect(Object.keys(data as object).sort()).toEqual(fields.toSorted());
  const { data } = bodies[0] as { data: Record<string, unknown> };
  expect(data.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(JSON.stringify(hook.posts.map(({ headers }) => Object.keys(headers)))).not.toMatch(/signature|authorization/i);
  expect(JSON.stringify(airbyte.logs)).not.toContain("/hook/token");
});

test("nobody is told who did not ask: the hook is disabled, or of another kind", async () => {
  await using folder = testFolder();
  await using hook = await startHook(200);
  const airbyte = await startAirbyte(folder.config);
  const { client } = airbyte;
  const { connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const { workspaceId } = await client.must("GET", `/connections/${connectionId}`);
  const notifications = {
    success: { webhook: { enabled: false, url: hook.url } },
    failure: { webhook: { enabled: true, url: hook.url } },
  };
  await client.must("PATCH", `/workspaces/${workspaceId}`, { notifications });
  const job = await client.startJob(connectionId);
  await airbyte.server.settled(job);
  await airbyte.server.close();
  expect(hook.posts).toEqual([]);
});

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [288_179, "281 kB"],
  [5 * 1024 ** 3, "5 GB"],
])("%i bytes are told as %s", (bytes, told) => {
  expect(formatBytes(bytes)).toBe(told);
});

test.each([
  [5, "5 sec"],
  [83, "1 min 23 sec"],
  [3600, "1 hours 0 min"],
])("%i seconds are told as %s", (seconds, told) => {
  expect(formatDuration(seconds)).toBe(told);
});
