import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AirbyteClient } from "../testing/client.ts";
import { record } from "../testing/lake.ts";
import { startAirbyte, type TestFolder, type TestServer, testFolder } from "../testing/start.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: TestFolder;
let airbyte: TestServer;
let client: AirbyteClient;
const nobody = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  folder = testFolder();
  airbyte = await startAirbyte(folder.config);
  client = airbyte.client;
});
afterAll(async () => {
  await airbyte[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test.each(["grant_type", "grant-type"])("gives a token for client credentials with %s", async (name) => {
  const { clientId, clientSecret } = folder.config;
  const body = { client_id: clientId, client_secret: clientSecret, [name]: "client_credentials" };
  const answer = await client.call("POST", "/applications/token", body);
  expect(answer).toMatchObject({ status: 200, body: { token_type: "Bearer", expires_in: 900 } });
  const wrong = await client.call("POST", "/applications/token", { ...body, client_secret: "another secret" });
  expect(wrong).toMatchObject({ status: 403, body: { title: "forbidden" } });
});

test("answers nobody without a token, health aside", async () => {
  const stranger = new AirbyteClient(airbyte.server.url, "forged");
  expect(await stranger.call("GET", "/health")).toMatchObject({ status: 200 });
  for (const path of ["/workspaces", "/sources", "/jobs/1", `/streams?sourceId=${nobody}`, "/embedded/v1/jobs/1/log"])
    expect(await stranger.call("GET", path)).toMatchObject({ status: 401, body: { title: "invalid-api-key" } });
  expect(await stranger.call("POST", "/embedded/v1/replay/files", "x")).toMatchObject({ status: 401 });
});

test.each(["workspaces", "sources", "destinations", "connections", "jobs"])(
  "unknown %s are not found",
  async (noun) => {
    for (const id of [nobody, "nonsense", "999999"]) {
      const answer = await client.call("GET", `/${noun}/${id}`);
      expect(answer).toMatchObject({ status: 404, body: { title: "resource-not-found", data: { resourceId: id } } });
    }
  },
);

test("bad input is answered by the names of its fields", async () => {
  const workspaceId = await client.workspace();
  const cases: [string, string, unknown, string][] = [
    ["POST", "/workspaces", {}, "name"],
    [
      "POST",
      "/sources",
      { name: "x", workspaceId, configuration: { sourceType: "oracle" } },
      "configuration.sourceType",
    ],
    ["POST", "/sources", { name: "x", workspaceId: 1, configuration: { sourceType: "replay" } }, "workspaceId"],
    [
      "POST",
      "/destinations",
      { name: "x", workspaceId, configuration: { destinationType: "lake", tenant: "../up" } },
      "configuration.tenant",
    ],
    ["POST", "/connections", { sourceId: nobody }, "destinationId"],
    ["POST", "/jobs", { connectionId: nobody, jobType: "copy" }, "jobType"],
    ["GET", "/jobs?orderBy=name|UP", undefined, "orderBy"],
    ["GET", "/jobs?limit=1000", undefined, "limit"],
    ["GET", "/sources?workspaceIds=x", undefined, "workspaceIds"],
  ];
  for (const [method, path, body, field] of cases) {
    const answer = await client.call(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { title: "bad-request" } });
    expect(answer.body.detail).toContain(`${field}`);
  }
});

test("a replay of a file that is not there is refused when its source is made", async () => {
  const workspaceId = await client.workspace();
  const configuration = { sourceType: "replay", fileId: "../../etc/passwd" };
  const answer = await client.call("POST", "/sources", { name: "x", workspaceId, configuration });
  expect(answer).toMatchObject({ status: 422, body: { title: "unprocessable-entity" } });
  expect(answer.body.detail).toContain("configuration.fileId");
});

test("a connector that is not installed is named, with the remedy", async () => {
  await using other = testFolder({ venvs: folder.path });
  await using bare = await startAirbyte(other.config);
  const workspaceId = await bare.client.workspace();
  const configuration = { sourceType: "tiktok-marketing" };
  const answer = await bare.client.call("POST", "/sources", { name: "x", workspaceId, configuration });
  expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Run npm start") } });
});

test("a connection is created, changed, paused and deleted", async () => {
  const { connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const path = `/connections/${connectionId}`;
  expect(await client.must("GET", path)).toMatchObject({ status: "active", schedule: { scheduleType: "manual" } });
  const cron = { scheduleType: "cron", cronExpression: "0 0 6 * * ?" };
  const change = { name: "renamed", status: "inactive", schedule: cron, prefix: "old_" };
  expect(await client.must("PATCH", path, change)).toMatchObject(change);
  const job = await client.call("POST", "/jobs", { connectionId, jobType: "sync" });
  expect(job).toMatchObject({ status: 409, body: { title: "state-conflict" } });
  expect(await client.call("PATCH", path, { schedule: { scheduleType: "cron" } })).toMatchObject({ status: 400 });
  expect(await client.call("DELETE", path)).toMatchObject({ status: 204 });
  expect(await client.call("GET", path)).toMatchObject({ status: 404 });
});

test("tags group connections, and a name is in a workspace once", async () => {
  const { connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const { workspaceId } = await client.must("GET", `/connections/${connectionId}`);
  const tag = await client.must("POST", "/tags", { name: "brand", color: "FF5733", workspaceId });
  const again = await client.call("POST", "/tags", { name: "brand", color: "00FF00", workspaceId });
  expect(again).toMatchObject({ status: 409, body: { type: "error:tag-already-exists" } });
  await client.must("PATCH", `/connections/${connectionId}`, { tags: [tag] });
  expect((await client.must("GET", `/connections?tagIds=${tag.tagId}`)).data).toMatchObject([{ connectionId }]);
  expect((await client.must("GET", `/connections?tagIds=${nobody}`)).data).toEqual([]);
  const foreign = await client.call("PATCH", `/connections/${connectionId}`, { tags: [{ ...tag, tagId: nobody }] });
  expect(foreign).toMatchObject({ status: 400, body: { detail: expect.stringContaining("tags.0.tagId") } });
  expect(await client.call("DELETE", `/tags/${tag.tagId}`)).toMatchObject({ status: 204 });
  expect(await client.must("GET", `/connections/${connectionId}`)).toMatchObject({ tags: [] });
});

test.each(["clear", "reset", "refresh"])("a %s is refused: what has landed is only added to", async (jobType) => {
  const answer = await client.call("POST", "/jobs", { connectionId: nobody, jobType });
  expect(answer).toMatchObject({ status: 422, body: { title: "unprocessable-entity" } });
});

test("OAuth and connectors of one's own are refused in words", async () => {
  const workspaceId = await client.workspace();
  const oauth = await client.call("POST", "/sources/initiateOAuth", { workspaceId, redirectUrl: "https://x.example" });
  expect(oauth).toMatchObject({ status: 422, body: { detail: expect.stringContaining("tokens") } });
  const image = { name: "x", dockerRepository: "x/y", dockerImageTag: "1" };
  const own = await client.call("POST", `/workspaces/${workspaceId}/definitions/sources`, image);
  expect(own).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Docker") } });
});

test("a notification goes to a web address only", async () => {
  const workspaceId = await client.workspace();
  const notifications = { failure: { webhook: { enabled: true, url: "file:///etc/passwd" } } };
  const answer = await client.call("PATCH", `/workspaces/${workspaceId}`, { notifications });
  expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("notifications.failure") } });
});

test("deleting a workspace takes all that is in it along, and only who asks for it sees it again", async () => {
  const { sourceId, connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const { workspaceId, destinationId } = await client.must("GET", `/connections/${connectionId}`);
  expect(await client.call("DELETE", `/workspaces/${workspaceId}`)).toMatchObject({ status: 204 });
  const paths = [`workspaces/${workspaceId}`, `sources/${sourceId}`, `destinations/${destinationId}`];
  for (const path of [...paths, `connections/${connectionId}`])
    expect(await client.call("GET", `/${path}`)).toMatchObject({ status: 404 });
  for (const noun of ["workspaces", "sources", "destinations", "connections"]) {
    expect((await client.must("GET", `/${noun}?workspaceIds=${workspaceId}`)).data).toEqual([]);
    const deleted = await client.must("GET", `/${noun}?workspaceIds=${workspaceId}&includeDeleted=true`);
    expect(deleted.data).toHaveLength(1);
  }
});

test("the lake goes by a name that Airbyte's own clients know, and stays where it is", async () => {
  const workspaceId = await client.workspace();
  const configuration = { destinationType: "duckdb", destination_path: "/lake/acme" };
  const made = await client.must("POST", "/destinations", { name: "lake", workspaceId, configuration });
  expect(made.configuration).toEqual(configuration);
  const path = `/destinations/${made.destinationId}`;
  const elsewhere = { configuration: { destination_path: "/lake/other" } };
  expect(await client.call("PATCH", path, elsewhere)).toMatchObject({ status: 400 });
  expect(await client.must("PATCH", path, { name: "renamed", configuration: {} })).toMatchObject({ name: "renamed" });
  const outside = { destinationType: "duckdb", destination_path: "/etc/acme" };
  const refused = await client.call("POST", "/destinations", { name: "x", workspaceId, configuration: outside });
  expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining("destination_path") } });
});

test("a job's log is followed from where one has read it to", async () => {
  const { connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const jobId = await client.startJob(connectionId);
  await airbyte.server.settled(jobId);
  const path = `/embedded/v1/jobs/${jobId}/log`;
  const whole = String((await client.call("GET", path)).body);
  expect(whole).toMatch(/in place\n$/);
  expect((await client.call("GET", `${path}?offset=5`)).body).toBe(whole.slice(5));
  expect((await client.call("GET", `${path}?offset=${whole.length}`)).body).toBe("");
  const [first] = whole.split(/(?<=\n)/);
  for (const limit of [1, first!.length + 1])
    expect((await client.call("GET", `${path}?limit=${limit}`)).body).toBe(first);
  expect(await client.call("GET", `${path}?offset=-1`)).toMatchObject({ status: 400 });
  const detail = await client.detail(jobId);
  expect(Date.parse(String(detail.ended_at))).toBeGreaterThanOrEqual(Date.parse(String(detail.started_at)));
});

test("deleting a source takes its connections along", async () => {
  const { sourceId, connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  expect(await client.call("DELETE", `/sources/${sourceId}`)).toMatchObject({ status: 204 });
  expect(await client.call("GET", `/sources/${sourceId}`)).toMatchObject({ status: 404 });
  expect(await client.call("GET", `/connections/${connectionId}`)).toMatchObject({ status: 404 });
});

test("pages until there is no more, filtered and ordered", async () => {
  const { connectionId } = await client.replayOf(record("ads", '{"id":1}'));
  const ids: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const jobId = await client.startJob(connectionId);
    await airbyte.server.settled(jobId);
    ids.push(jobId);
  }
  const found: unknown[] = [];
  const query = `connectionId=${connectionId}&status=succeeded&orderBy=createdAt|ASC`;
  let next = `${airbyte.server.url}/api/public/v1/jobs?${query}&limit=2`;
  while (next) {
    const page = await client.must("GET", next.slice(`${airbyte.server.url}/api/public/v1`.length));
    found.push(...(page.data as { jobId: number }[]).map(({ jobId }) => jobId));
    next = String(page.next);
  }
  expect(found).toEqual(ids);
  const newest = await client.must("GET", `/jobs?connectionId=${connectionId}&limit=1&orderBy=updatedAt|DESC`);
  expect(newest.data).toMatchObject([{ jobId: ids[2] }]);
  expect(await client.must("GET", `/jobs?connectionId=${connectionId}&status=failed`)).toMatchObject({
    data: [],
    next: "",
  });
});
