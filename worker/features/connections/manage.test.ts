import { expect, test } from "vitest";
import { canary, configuration, connectedWorld } from "../../testing/connected-world.ts";
import { answer } from "../../testing/fake-airbyte.ts";
import { mask } from "./connectors/secrets.ts";

async function connected() {
  const world = await connectedWorld();
  const { id } = (await world.connect()).body.connection;
  return { ...world, id, at: `connections/${id}/` };
}

test("a connection is read with its credentials masked", async () => {
  const { call, at } = await connected();
  expect(await call("GET", at)).toMatchObject({
    status: 200,
    body: {
      configuration: {
        account_ids: ["1001", "1002"],
        credentials: { auth_type: "Service", client_id: "an-app", access_token: mask },
      },
    },
  });
});

test("when Airbyte does not answer, the rest of a connection is there all the same", async () => {
  const { call, at, airbyte } = await connected();
  for (let times = 0; times < 3; times += 1) airbyte.refuse("GET /sources/", () => new Response("", { status: 500 }));
  expect(await call("GET", at)).toMatchObject({ status: 200, body: { name: "Meta of ours", configuration: null } });
});

test("a mask that comes back leaves the secret, a new one replaces it, and the log names the fields alone", async () => {
  const { call, at, airbyte, audit, row, id } = await connected();
  const source = () => [...airbyte.objects.sources.values()][0]!.configuration as Record<string, unknown>;
  const before = await row(id);
  const masked = { account_ids: ["7"], credentials: { auth_type: "Service", access_token: mask } };
  const changed = await call("PATCH", at, { configuration: masked, name: "Renamed", look_back_days: 21 });
  expect(changed).toMatchObject({
    status: 200,
    body: { name: "Renamed", look_back_days: 21, accounts: [{ id: "7" }], configuration: { account_ids: ["7"] } },
  });
  expect(source()).toMatchObject({
    credentials: { access_token: canary },
    insights_lookback_window: 21,
    custom_insights: [{ breakdowns: ["region"], insights_lookback_window: 21 }],
  });
  expect((await row(id))!.group_key).toBe(before!.group_key);

  const fresh = { credentials: { auth_type: "Service", client_id: "another-app", access_token: "EAAnother-secret" } };
  expect((await call("PATCH", at, { configuration: fresh })).status).toBe(200);
  expect(source()).toMatchObject({ account_ids: ["7"], credentials: { access_token: "EAAnother-secret" } });
  expect((await row(id))!.group_key).not.toBe(before!.group_key);
  const told = (await audit()).filter(({ action }) => action === "connection.changed");
  expect(JSON.parse(told[0]!.detail!)).toEqual({
    fields: [
      "name",
      "configuration.account_ids",
      "configuration.credentials.auth_type",
      "configuration.credentials.access_token",
      "look_back_days",
    ],
  });
  expect(JSON.stringify(told)).not.toContain("EAAnother");
});

test("credentials that are refused change nothing", async () => {
  const { call, at, airbyte } = await connected();
  airbyte.refuse("PATCH /sources/", () => answer(422, "expired"));
  const refused = await call("PATCH", at, { name: "Renamed", configuration: { account_ids: ["7"] } });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: "configuration", message: "expired" }] } });
  expect((await call("GET", at)).body).toMatchObject({ name: "Meta of ours", accounts: [{ id: "1001" }, {}] });
});

test("the platform is asked anew for its streams, with what the model reads marked", async () => {
  const { call, at, airbyte } = await connected();
  const told = await call<{ streams: { name: string; recommended: boolean }[] }>("POST", `${at}discover/`);
  const recommended = told.body.streams.filter((stream) => stream.recommended).map(({ name }) => name);
  expect(recommended).toEqual(["ads_insights", "campaigns", "ad_account"]);
  airbyte.refuse("POST /embedded/v1/discover", () => answer(422, "The token has expired."));
  expect(await call("POST", `${at}discover/`)).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("The token has expired.") },
  });
});

test("streams are chosen anew", async () => {
  const { call, at, airbyte } = await connected();
  const streams = [{ name: "ads_insights", sync_mode: "incremental_append" }];
  expect((await call("PATCH", at, { streams })).body).toMatchObject({ streams });
  const [connection] = [...airbyte.objects.connections.values()];
  expect(connection).toMatchObject({ configurations: { streams: [{ cursorField: ["date_start"] }] } });
});

test("paused, nothing starts it; resumed, it follows its schedule; new credentials mend what needed attention", async () => {
  const { call, at, row, id, app, tenantId } = await connected();
  expect((await call("POST", `${at}pause/`)).body).toMatchObject({ status: "paused", next_run_at: null });
  await call("POST", `${at}pause/`);
  expect((await call("POST", `${at}resume/`)).body).toMatchObject({ status: "active", attention: null });
  expect((await row(id))!.next_due_at).toEqual(expect.any(Number));
  await app.env.DB.prepare(
    "update connections set status = 'attention', attention_message = 'expired', attention_at = 1 where tenant_id = ?",
  )
    .bind(tenantId)
    .run();
  expect((await call("GET", at)).body).toMatchObject({ status: "attention", attention: { message: "expired" } });
  expect((await call("GET", "connections/summary/")).body).toMatchObject({ attention: 1, active: 0 });
  const mended = await call("PATCH", at, { configuration: configuration() });
  expect(mended.body).toMatchObject({ status: "active", attention: null });
});

test("whether the stored credentials still work", async () => {
  const { call, at, airbyte } = await connected();
  expect((await call("POST", `${at}test/`)).body).toEqual({ ok: true, message: null });
  airbyte.objects.checkAnswer = { status: "failed", message: "expired", error_class: "config" };
  expect((await call("POST", `${at}test/`)).body).toEqual({ ok: false, message: "expired" });
});

test("deleted, it is gone everywhere with its credentials; its runs stay, and what ran is cancelled", async () => {
  const { call, at, airbyte, app, tenantId, id, audit } = await connected();
  airbyte.jobs.push({
    jobId: 1,
    connectionId: "any",
    status: "running",
    range: null,
    rows: undefined,
    detail: undefined,
  });
  await app.env.DB.prepare("update runs set status = 'running', airbyte_job_id = '1' where connection_id = ?")
    .bind(id)
    .run();
  expect((await call("DELETE", at)).status).toBe(204);
  expect(airbyte.jobs[0]!.status).toBe("cancelled");
  expect([airbyte.objects.sources.size, airbyte.objects.connections.size]).toEqual([0, 0]);
  expect((await call("GET", at)).status).toBe(404);
  expect((await call("DELETE", at)).status).toBe(404);
  expect((await call("GET", "connections/")).body).toMatchObject({ connections: [] });
  expect((await call("GET", "telemetry/")).body).toMatchObject({ count: 0 });
  const runs = await app.env.DB.prepare("select status from runs where tenant_id = ? and connection_id = ?")
    .bind(tenantId, id)
    .all();
  expect(runs.results).toEqual([{ status: "cancelled" }]);
  const tenant = app.services.openTenant(tenantId);
  expect((await tenant.syncs.request([id], "manual", "test")).runIds).toEqual([]);
  expect((await audit()).at(-1)).toMatchObject({ action: "connection.deleted" });
});

test("what Airbyte has lost already is deleted all the same; while it does not answer, nothing is", async () => {
  const { call, at, airbyte } = await connected();
  for (let times = 0; times < 3; times += 1) airbyte.refuse("DELETE /connections/", () => answer(500, "no"));
  expect((await call("DELETE", at)).status).toBe(503);
  expect((await call("GET", at)).status).toBe(200);
  airbyte.objects.connections.clear();
  airbyte.objects.sources.clear();
  expect((await call("DELETE", at)).status).toBe(204);
});

test("what an operator set up can be renamed and paused here, and not changed", async () => {
  const { call, app, tenantId, id } = await connected();
  await app.env.DB.prepare("update connections set airbyte_source_id = null where tenant_id = ?").bind(tenantId).run();
  const at = `connections/${id}/`;
  expect((await call("GET", at)).body).toMatchObject({ editable: false, configuration: null });
  expect((await call("PATCH", at, { name: "Ours" })).body).toMatchObject({ name: "Ours" });
  expect((await call("PATCH", at, { configuration: configuration() })).status).toBe(409);
  expect((await call("POST", `${at}test/`)).status).toBe(409);
});

test("the list is by name, in pages, and narrowed by text, platform and status", async () => {
  const { call, connect, id } = await connected();
  for (const name of ["beta", "Alpha", "gamma"]) await connect({ name });
  interface List {
    connections: { id: string; name: string }[];
    next_cursor: string | null;
  }
  const names = ({ connections }: List) => connections.map(({ name }) => name);
  const first = (await call<List>("GET", "connections/?limit=2")).body;
  expect(names(first)).toEqual(["Alpha", "beta"]);
  await call("DELETE", `connections/${first.connections[1]!.id}/`);
  const second = (await call<List>("GET", `connections/?limit=2&cursor=${first.next_cursor}`)).body;
  expect(names(second)).toEqual(["gamma", "Meta of ours"]);
  expect(second.next_cursor).toBeNull();
  expect(names((await call<List>("GET", "connections/?q=META")).body)).toEqual(["Meta of ours"]);
  expect(names((await call<List>("GET", "connections/?platform=tiktok")).body)).toEqual([]);
  await call("POST", `connections/${id}/pause/`);
  expect(names((await call<List>("GET", "connections/?status=paused")).body)).toEqual(["Meta of ours"]);
  expect((await call("GET", "connections/?cursor=nobody")).status).toBe(400);
});
