import { expect, test } from "vitest";
import { canary, configuration, connectedWorld } from "../../../testing/connected-world.ts";
import { answer } from "../../../testing/fake-airbyte.ts";

test("one request makes source, destination and connection, and begins the first sync with its history", async () => {
  const world = await connectedWorld();
  const made = await world.connect({ history_from: "2026-01-01", look_back_days: 14 });
  expect(made).toMatchObject({
    status: 200,
    body: {
      connection: {
        name: "Meta of ours",
        platform: "meta",
        source_type: "facebook-marketing",
        status: "active",
        schedule: { kind: "interval", every_minutes: 60, working_hours: true },
        look_back_days: 14,
        history_from: "2026-01-01",
        accounts: [
          { id: "1001", name: "1001" },
          { id: "1002", name: "1002" },
        ],
        streams: [
          { name: "ads_insights", sync_mode: "incremental_append" },
          { name: "campaigns", sync_mode: "incremental_append" },
          { name: "ad_account", sync_mode: "full_refresh_append" },
        ],
        editable: true,
        last_run: { trigger: "first", status: "pending" },
      },
      run: { trigger: "first", status: "pending", steps: [{ name: "asked" }] },
    },
  });
  const { id } = made.body.connection;
  const { objects } = world.airbyte;
  const [source] = [...objects.sources.values()];
  expect(source).toMatchObject({
    name: `${world.tenantId} · Meta of ours · ${id}`,
    configuration: {
      sourceType: "facebook-marketing",
      start_date: "2026-01-01T00:00:00Z",
      insights_lookback_window: 14,
      custom_insights: [{ name: "insights_region_daily", breakdowns: ["region"], insights_lookback_window: 14 }],
    },
  });
  expect([...objects.destinations.values()]).toMatchObject([
    { name: `Lake of ${world.tenantId}`, configuration: { destinationType: "lake", tenant: world.tenantId } },
  ]);
  expect([...objects.connections.values()]).toMatchObject([
    {
      namespaceFormat: "meta",
      schedule: { scheduleType: "manual" },
      configurations: {
        streams: [
          {
            name: "ads_insights",
            syncMode: "incremental_append",
            cursorField: ["date_start"],
            primaryKey: [["date_start"], ["ad_id"]],
          },
          { name: "campaigns" },
          { name: "ad_account", syncMode: "full_refresh_append", primaryKey: [["id"]] },
        ],
      },
    },
  ]);
  const row = await world.row(id);
  expect(row).toMatchObject({ airbyte_source_id: source!.sourceId, next_due_at: expect.any(Number) });
  expect(row!.group_key).toMatch(/^meta:[0-9a-f]{16}$/);

  await world.connect({ name: "A second one" });
  expect(objects.destinations.size).toBe(1);
  expect(objects.workspaces.size).toBe(1);
});

test("what does not fit the connector's form is named by its field, and Airbyte hears nothing of it", async () => {
  const world = await connectedWorld();
  const wrong = { account_ids: ["act_1"], insights_lookback_window: "7", credentials: { auth_type: "Service" } };
  const { status, body } = await world.connect({ configuration: wrong });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    errors: expect.arrayContaining([
      { field: "configuration.account_ids.0", message: expect.stringContaining("must match") },
      { field: "configuration.insights_lookback_window", message: "must be of type integer" },
      { field: "configuration.credentials.access_token", message: "is required" },
    ]),
  });
  expect(world.airbyte.objects.workspaces.size).toBe(0);
  for (const bad of [
    { source_type: "oracle" },
    { schedule: { kind: "cron", expression: "* * * * *" } },
    { history_from: "2999-01-01" },
  ]) {
    expect([400, 404]).toContain((await world.connect(bad)).status);
  }
  expect(world.airbyte.objects.sources.size).toBe(0);
});

test("credentials that the platform refuses are told in its words, without the secret, and nothing stays", async () => {
  const world = await connectedWorld();
  world.airbyte.refuse("POST /sources", () => answer(422, `The token ${canary} has expired`));
  const { status, body } = await world.connect();
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ field: "configuration", message: "The token *** has expired" }] });
  expect(world.airbyte.objects.sources.size).toBe(0);
});

test.each([
  ["GET /streams", 503],
  ["POST /destinations", 503],
  ["POST /connections", 503],
])("when %s fails, what was made before is removed again", async (call, expected) => {
  const world = await connectedWorld();
  for (let times = 0; times < 3; times += 1)
    world.airbyte.refuse(call, () => new Response("", { status: call.startsWith("GET") ? 502 : 500 }));
  const { status, body } = await world.connect();
  expect(status).toBe(expected);
  expect(body).toMatchObject({ type: "/problems/unavailable" });
  expect(world.airbyte.objects.sources.size).toBe(0);
  expect(world.airbyte.objects.connections.size).toBe(0);
  expect((await world.call<{ total: number }>("GET", "connections/summary/")).body.total).toBe(0);
});

test("a source whose making got no answer is found by its name and removed", async () => {
  const world = await connectedWorld();
  world.airbyte.refuse("POST /sources", async (request) => {
    await world.airbyte.objects.handle(request);
    return new Response("", { status: 504 });
  });
  expect((await world.connect()).status).toBe(503);
  expect(world.airbyte.objects.sources.size).toBe(0);
});

test("streams are as chosen, and a choice that the source cannot do is named", async () => {
  const world = await connectedWorld();
  const chosen = [{ name: "videos", sync_mode: "full_refresh_append" }];
  const made = await world.connect({ streams: chosen, sync_now: false });
  expect(made.body).toMatchObject({ connection: { streams: chosen, last_run: null }, run: null });
  const wrong = await world.connect({
    streams: [
      { name: "videos", sync_mode: "incremental_append" },
      { name: "nobody", sync_mode: "full_refresh_append" },
    ],
  });
  expect(wrong).toMatchObject({
    status: 400,
    body: { errors: [{ field: "streams.0.sync_mode" }, { field: "streams.1.name" }] },
  });
  expect(world.airbyte.objects.sources.size).toBe(1);
});

test("at a real Airbyte, whose connectors tell no form, it is made all the same; in a database the schema names the tenant", async () => {
  const postgres = { destinationType: "postgres", host: "db.test", password: canary };
  const world = await connectedWorld({ embedded: false, env: { AIRBYTE_DESTINATION: JSON.stringify(postgres) } });
  const { status, body } = await world.connect();
  expect(status, JSON.stringify(body)).toBe(200);
  const [destination] = [...world.airbyte.objects.destinations.values()];
  expect(destination).toMatchObject({ name: `postgres of ${world.tenantId}`, configuration: postgres });
  const [connection] = [...world.airbyte.objects.connections.values()];
  expect(connection).toMatchObject({
    namespaceFormat: `raw_${world.tenantId.replaceAll("-", "_")}`,
    prefix: "meta_",
  });
  expect(world.airbyte.requests.some((each) => each.includes("/embedded/"))).toBe(false);
});

test("a connector that is not installed yet is installed first", async () => {
  const world = await connectedWorld();
  world.airbyte.objects.connectors[0]!.status = "not_installed";
  expect((await world.connect()).status).toBe(409);
  expect(await world.call("POST", "connectors/facebook-marketing/install/")).toMatchObject({
    status: 200,
    body: { status: "installing" },
  });
});

test("a recording stands where its platform's records stand", async () => {
  const world = await connectedWorld();
  const spec = { type: "object", required: ["fileId"], properties: { fileId: { type: "string" } } };
  world.airbyte.objects.connectors.push({
    sourceType: "replay",
    name: "Replay",
    status: "ready",
    spec,
    secretPaths: [],
  });
  world.airbyte.objects.streams = [];
  const made = await world.connect({ source_type: "replay", configuration: { fileId: "f", platform: "tiktok" } });
  expect(made.body).toMatchObject({ connection: { platform: "tiktok", streams: [] } });
  const [source] = [...world.airbyte.objects.sources.values()];
  expect(source!.configuration).toEqual({ fileId: "f", sourceType: "replay" });
  const wrong = await world.connect({ source_type: "replay", configuration: { fileId: "f", platform: "radio" } });
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: "configuration.platform" }] } });
});

test("a secret that went in is in no answer, no log line and no row", async () => {
  const world = await connectedWorld();
  const { connection } = (await world.connect()).body;
  world.airbyte.refuse("POST /sources", () => answer(422, `bad ${canary}`));
  await world.connect();
  world.airbyte.refuse("POST /sources", () => answer(500, `bad ${canary}`));
  await world.connect();
  world.airbyte.objects.checkAnswer = { status: "failed", message: `bad ${canary}`, error_class: "config" };
  await world.call("POST", "connectors/facebook-marketing/check/", { configuration: configuration() });
  await world.call("POST", "connectors/facebook-marketing/discover/", { configuration: configuration() });
  const at = `connections/${connection.id}/`;
  await world.call("GET", at);
  await world.call("PATCH", at, { configuration: configuration({ account_ids: ["7"] }) });
  await world.call("PATCH", at, { configuration: configuration({ account_ids: [canary] }) });
  // What is stored only Airbyte knows, and hides: runner/airbyte/routes/connectors.test.ts.
  world.airbyte.objects.checkAnswer = { status: "failed", message: "bad **********", error_class: "config" };
  await world.call("POST", `${at}test/`);
  await world.call("GET", "connections/");
  await world.call("DELETE", at);
  const rows = await Promise.all(
    ["connections", "runs", "run_steps", "outbox", "audit_log"].map(
      async (table) => (await world.app.env.DB.prepare(`select * from ${table}`).all()).results,
    ),
  );
  expect(world.answers.length).toBeGreaterThan(9);
  expect(JSON.stringify([world.answers, world.app.logged, rows])).not.toContain(canary);
});
