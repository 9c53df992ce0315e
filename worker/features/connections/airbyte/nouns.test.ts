import { expect, test } from "vitest";
import { answer, FakeAirbyte, fakeSecret } from "../../../testing/fake-airbyte.ts";
import { openAirbyte } from "./airbyte.ts";
import { AirbyteError } from "./airbyte-error.ts";
import { openGuard, usualGuard } from "./guard.ts";

function opened(embedded = true) {
  const fake = new FakeAirbyte();
  const airbyte = openAirbyte({
    url: "http://airbyte.test/api/public/v1",
    clientId: "adinsights",
    clientSecret: fakeSecret,
    embedded,
    clock: () => 1_800_000_000_000,
    fetch: fake.fetch,
    guard: openGuard({ ...usualGuard, firstDelayMs: 1 }),
  });
  return { fake, airbyte };
}

const draft = {
  workspaceId: "w",
  name: "acme · Meta",
  sourceType: "facebook-marketing",
  configuration: { credentials: { access_token: "a-secret-token" } },
};

test("lists are read until a page is empty, and rows that do not fit are left out", async () => {
  const { airbyte, fake } = opened();
  for (let count = 0; count < 205; count += 1)
    fake.objects.workspaces.set(String(count), { workspaceId: count, name: `Workspace ${count}` });
  fake.objects.workspaces.set("odd", { name: "without an id" });
  const all = await airbyte.workspaces.list();
  expect(all).toHaveLength(205);
  expect(all[7]).toEqual({ workspaceId: "7", name: "Workspace 7" });
  expect(fake.count("/workspaces")).toBe(4);
  fake.faults.push(() => Response.json({ next: "https://airbyte.test/next", data: null }));
  expect(await airbyte.workspaces.list()).toEqual([]);
});

test("a source, its streams, a connection on no schedule, and their end", async () => {
  const { airbyte, fake } = opened();
  const source = await airbyte.sources.create(draft, []);
  expect(source.configuration).toEqual({
    credentials: { access_token: "**********" },
    sourceType: "facebook-marketing",
  });
  const [insights, , accounts] = await airbyte.streams.list(source.sourceId);
  expect(insights).toEqual({
    name: "ads_insights",
    columns: [
      { name: "date_start", type: "unknown" },
      { name: "ad_id", type: "unknown" },
    ],
    syncModes: ["full_refresh_append", "incremental_append"],
    cursor: ["date_start"],
    sourceDefinedCursor: true,
    primaryKey: [["date_start"], ["ad_id"]],
  });
  expect(accounts).toMatchObject({ syncModes: ["full_refresh_append"], sourceDefinedCursor: false });

  const made = await airbyte.connections.create({
    name: "acme · Meta",
    sourceId: source.sourceId,
    destinationId: "d",
    namespace: "meta",
    streams: [{ name: "ads_insights", syncMode: "incremental_append" }],
  });
  expect(fake.objects.connections.get(made.connectionId)).toMatchObject({
    namespaceDefinition: "custom_format",
    namespaceFormat: "meta",
    schedule: { scheduleType: "manual" },
    configurations: { streams: [{ name: "ads_insights", syncMode: "incremental_append" }] },
  });
  await airbyte.connections.remove(made.connectionId);
  await airbyte.sources.remove(source.sourceId);
  await expect(airbyte.sources.read(source.sourceId)).rejects.toMatchObject({ kind: "missing", status: 404 });
});

test("what is made is asked for once, even when no answer comes", async () => {
  const { airbyte, fake } = opened();
  await airbyte.workspaces.list();
  fake.faults.push(() => new Response("", { status: 500 }));
  await expect(airbyte.sources.create(draft, [])).rejects.toBeInstanceOf(AirbyteError);
  expect(fake.count("/sources")).toBe(1);
  fake.faults.push(() => new Response("", { status: 500 }));
  expect(await airbyte.sources.list("w")).toEqual([]);
});

test("secrets that Airbyte repeats in its answer are in no error", async () => {
  const { airbyte, fake } = opened();
  fake.faults.push(() => answer(422, "the token a-secret-token has expired"));
  await expect(airbyte.sources.create(draft, ["a-secret-token"])).rejects.toThrow("the token *** has expired");
});

test("schedules of Airbyte's own are read as they are", async () => {
  const { airbyte, fake } = opened();
  const schedules = [
    { scheduleType: "basic", basicTiming: "Every 24 HOURS" },
    { scheduleType: "cron", cronExpression: "0 0 12 * * ? UTC" },
    null,
  ];
  for (const [id, schedule] of schedules.entries())
    fake.objects.connections.set(String(id), { connectionId: id, name: "theirs", schedule });
  const read = await airbyte.connections.list("w");
  expect(read.map(({ schedule }) => schedule)).toEqual(schedules);
});

test("jobs are found by every filter", async () => {
  const { airbyte, fake } = opened();
  const addresses: string[] = [];
  await airbyte.workspaces.list();
  fake.faults.push((request) => {
    addresses.push(new URL(request.url).search);
    return Response.json({ data: [] });
  });
  const filter = { connectionId: "c", status: "failed", updatedAtStart: "2026-03-01T10:00Z" } as const;
  expect(await airbyte.jobs.list({ ...filter, orderBy: "updatedAt|DESC" })).toEqual([]);
  expect(addresses).toEqual([
    "?jobType=sync&connectionId=c&status=failed&updatedAtStart=2026-03-01T10%3A00Z&orderBy=updatedAt%7CDESC&limit=100&offset=0",
  ]);
});

test("the embedded Airbyte tells its connectors, checks, discovers and takes recordings; a real one has none of it", async () => {
  const { airbyte } = opened();
  const [meta] = await airbyte.connectors!.list();
  expect(meta).toMatchObject({ sourceType: "facebook-marketing", status: "ready", detail: null });
  expect(await airbyte.connectors!.check("facebook-marketing", {}, [])).toMatchObject({ status: "succeeded" });
  const [insights] = await airbyte.connectors!.discover("facebook-marketing", {}, []);
  expect(insights?.columns[0]).toEqual({ name: "date_start", type: "string" });
  const lines = new Blob(['{"type":"RECORD"}\n{"type":"RECORD"}\n']).stream();
  expect(await airbyte.connectors!.upload(lines)).toMatchObject({ lines: 2 });
  expect(opened(false).airbyte.connectors).toBeNull();
});
