import { expect, test } from "vitest";
import type { Backfill } from "#contracts/backfills.ts";
import type { SyncRun } from "#contracts/connection-runs.ts";
import type { ConnectionTelemetry } from "#contracts/connection-telemetry.ts";
import type { ConnectionDetail } from "#contracts/connections.ts";
import { hourly, type Schedule } from "#contracts/schedules.ts";
import { groupOf } from "../../../db/platform-groups.ts";
import { auditRows } from "../../../testing/audit-rows.ts";
import { connection, createTenant, member, signIn } from "../../../testing/factories.ts";
import { answer } from "../../../testing/fake-airbyte.ts";
import { openWorld } from "../../../testing/ledger-world.ts";

const base = "/api/airbyte/connections/meta";

interface RunRow {
  id: string;
  status: string;
  trigger: string;
  range_from: string | null;
  range_to: string | null;
  attempt: number;
}

/** A tenant whose one connection has synced until now. */
async function synced({ embedded = true, schedule = { kind: "manual" } as Schedule } = {}) {
  const world = await openWorld({ embedded });
  const connections = [connection("meta", { schedule })];
  await createTenant(world.app, "acme", { members: [member("owner@acme.test")], connections });
  const now = world.app.clock();
  await world.rows("update connections set last_success_at = ?, last_rows = 100, next_due_at = null", now);
  const session = await signIn(world.app, "owner@acme.test");
  const ask = async <Body = Backfill>(method: string, path: string, body?: unknown) => {
    const response =
      body === undefined
        ? await world.app.fetch(path, { method, headers: session.bearer })
        : await world.app.send(method, path, body, session.bearer);
    return { status: response.status, body: (await response.json()) as Body & { detail?: string; errors?: object[] } };
  };
  const dayAgo = (days: number) => new Date(now - days * 86_400_000).toISOString().slice(0, 10);
  return {
    world,
    ask,
    now,
    range: { from: dayAgo(70), to: dayAgo(2) },
    start: (range?: object) => ask("POST", `${base}/backfill/`, range ?? { from: dayAgo(70), to: dayAgo(2) }),
    backfill: async () => (await ask<ConnectionDetail>("GET", `${base}/`)).body.backfill!,
    runs: () => world.rows<RunRow>("select * from runs where kind = 'sync' order by created_at, id"),
    /** Lets what runs at Airbyte end so, and everything that follows until the next job runs or nothing is left. */
    async endJob(status: "succeeded" | "failed" | "cancelled", more: object = {}) {
      world.airbyte.end(status, more);
      const jobs = world.airbyte.jobs.length;
      while (world.queue.waiting.length > 0 && world.airbyte.jobs.length === jobs) await world.next();
    },
  };
}

test("a backfill is read slice by slice from the newest on, and makes nothing look fresh", async () => {
  const { world, ask, now, range, start, backfill, runs, endJob } = await synced();
  const made = await start();
  expect(made.status).toBe(202);
  expect(made.body).toMatchObject({ ...range, status: "active", ended_at: null });
  const { slices } = made.body;
  expect(slices.map(({ number }) => number)).toEqual(slices.map((_, at) => at + 1));
  expect(slices[0]).toMatchObject({ to: range.to, status: "pending" });
  expect(slices.slice(1).every(({ status }) => status === "waiting")).toBe(true);

  await world.next();
  for (const [at, slice] of slices.entries()) {
    expect(world.airbyte.jobs.filter(({ status }) => status === "running")).toMatchObject([
      { range: { from: slice.from, to: slice.to } },
    ]);
    expect((await backfill()).slices[at]?.status).toBe("running");
    world.app.pass(60_000);
    await endJob("succeeded", { rows: 0 });
  }
  const done = await backfill();
  expect(done).toMatchObject({ status: "succeeded", reason: null, ended_at: expect.any(String) });
  expect(done.slices.every(({ status, rows }) => status === "succeeded" && rows === 0)).toBe(true);
  expect((await runs()).every(({ trigger }) => trigger === "backfill")).toBe(true);
  expect(await world.count("runs where kind = 'sync' and warning is not null")).toBe(0);
  expect(await world.count("runs where kind = 'transform' and status = 'queued'")).toBe(1);

  expect(await world.rows("select last_success_at, last_rows from connections")).toEqual([
    { last_success_at: now, last_rows: 100 },
  ]);
  const { last_run, last_success_at } = (await ask<ConnectionDetail>("GET", `${base}/`)).body;
  expect([last_run, Date.parse(last_success_at!)]).toEqual([null, now]);
  const { results } = (await ask<{ results: ConnectionTelemetry[] }>("GET", "/api/airbyte/telemetry/")).body;
  expect(results).toMatchObject([{ status: "never", run_id: null, rows: null }]);
  const told = await auditRows(world.app, "acme");
  expect(told.find(({ action }) => action === "connection.backfill-requested")).toBeDefined();
});

test("a sync that is due goes before the next slice, and none runs beside a slice", async () => {
  const { world, ask, start, runs, endJob } = await synced({ schedule: hourly });
  await start();
  await world.next();
  await world.rows("update connections set next_due_at = ?", world.app.clock() - 1000);
  await world.tick("minute");
  expect((await runs()).map(({ trigger }) => trigger)).toEqual(["backfill"]);
  const byHand = await ask("POST", `${base}/sync/`, {});
  expect([byHand.status, byHand.body.detail]).toEqual([409, expect.stringContaining("A backfill is reading")]);

  await endJob("succeeded", { rows: 5 });
  expect(world.airbyte.jobs.filter(({ status }) => status === "running")).toEqual([]);
  await world.tick("minute");
  expect((await runs()).map(({ trigger, status }) => [trigger, status])).toEqual([
    ["backfill", "succeeded"],
    ["schedule", "queued"],
  ]);
  await world.next();
  expect(world.airbyte.jobs.at(-1)).toMatchObject({ range: null, status: "running" });
  await endJob("succeeded", { rows: 7 });
  expect(await world.count("connections where last_rows = 7")).toBe(1);
  await world.tick("minute");
  expect((await runs()).at(-1)).toMatchObject({ trigger: "backfill", status: "queued" });
});

test("what is cancelled ends at Airbyte too, and the rest never begins", async () => {
  const { world, ask, start, backfill, runs, endJob } = await synced();
  expect((await ask("DELETE", `${base}/backfill/`)).status).toBe(409);
  await start();
  expect((await start()).body.detail).toContain("A backfill of this connection is under way");
  await world.next();
  await endJob("succeeded", { rows: 5 });
  const { status, body } = await ask("DELETE", `${base}/backfill/`);
  expect([status, body.status, body.reason]).toEqual([200, "cancelled", "cancelled by hand"]);
  expect(body.slices.slice(0, 3).map((slice) => slice.status)).toEqual(["succeeded", "cancelled", "waiting"]);
  expect(world.airbyte.jobs.map((job) => job.status)).toEqual(["succeeded", "cancelled"]);
  await world.drain();
  world.app.pass(120_000);
  await world.tick("minute");
  expect(await runs()).toHaveLength(2);
  expect((await backfill()).status).toBe("cancelled");
  const told = await auditRows(world.app, "acme");
  expect(told.filter(({ action }) => action === "connection.backfill-cancelled")).toHaveLength(1);

  expect((await start()).status).toBe(202);
  await world.next();
  expect((await ask<{ run: SyncRun }>("POST", `${base}/cancel/`, {})).body.run.status).toBe("cancelled");
  expect(await backfill()).toMatchObject({ status: "cancelled", reason: "one of its syncs was cancelled" });
});

test("a slice is tried again, and when that is of no use the backfill stops with the reason", async () => {
  const { world, start, backfill, runs, endJob } = await synced();
  await start();
  await world.next();
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    expect((await backfill()).status).toBe("active");
    expect((await runs())[0]).toMatchObject({ attempt });
    await endJob("failed", { detail: { error_class: "transient", error_message: "the platform stumbled" } });
  }
  expect(await backfill()).toMatchObject({ status: "failed", reason: "the platform stumbled" });
  await world.tick("minute");
  expect(await runs()).toHaveLength(1);

  await start();
  await world.next();
  await endJob("failed", { detail: { error_class: "config", error_message: "none of its streams reports by day" } });
  expect(await backfill()).toMatchObject({ status: "failed", reason: "none of its streams reports by day" });
  expect(await world.rows("select status, attention_message from connections")).toEqual([
    { status: "active", attention_message: null },
  ]);
});

test("a platform that limits us holds the slice back, without a try", async () => {
  const { world, start, backfill, runs, endJob } = await synced();
  await start();
  await world.next();
  const limited = { error_class: "transient", error_message: "rate limit", retry_after: 120 };
  await endJob("failed", { detail: limited });
  expect((await runs())[0]).toMatchObject({ status: "queued", attempt: 0 });
  await world.tick("minute");
  expect(world.queue.waiting).toEqual([]);
  world.app.pass(121_000);
  await world.tick("minute");
  await world.next();
  expect(world.airbyte.jobs.map(({ status }) => status)).toEqual(["failed", "running"]);
  expect((await backfill()).status).toBe("active");
});

test("a Worker killed between the end of a slice and the next one: the minute's tick goes on", async () => {
  const { world, start, backfill, runs } = await synced();
  await start();
  await world.next();
  await world.next();
  const [run] = await world.rows<{ id: string; connection_id: string; due_at: number }>("select * from runs");
  const ref = { id: run!.id, connectionId: run!.connection_id, status: "running", dueAt: run!.due_at } as const;
  const { syncs } = world.context.openTenant("acme");
  const result = { rows: 1, bytes: 1, warning: null, streams: [], peaks: { memory: null, disk: null } };
  expect(await syncs.succeed({ ...ref, trigger: "backfill" }, result)).toBe(true);
  world.airbyte.end("succeeded", { rows: 1 });
  await world.drain();
  expect(await runs()).toHaveLength(1);
  await Promise.all([world.tick("minute"), world.tick("minute")]);
  expect((await runs()).map(({ status }) => status)).toEqual(["succeeded", "queued"]);
  expect((await backfill()).slices.slice(0, 3).map(({ status }) => status)).toEqual([
    "succeeded",
    "pending",
    "waiting",
  ]);
});

test("a Worker killed after it posted a slice's job joins it; a sync that finds a forgotten slice ends that", async () => {
  const { world, ask, start } = await synced();
  await start();
  const claim = async () => {
    const { payload } = world.queue.take().body as { payload: never };
    const { syncs } = world.context.openTenant("acme");
    const found = (await syncs.fitting(payload, "queued"))!;
    await syncs.claim(found.run, groupOf(found.connection));
    return found;
  };
  const { run, connection: of } = await claim();
  const days = { from: run.rangeFrom!, to: run.rangeTo! };
  await world.context.airbyte.backfills!.start(of.airbyteConnectionId, days);
  world.app.pass(61_000);
  await world.tick("minute");
  await world.next();
  expect(world.airbyte.jobs).toHaveLength(1);
  expect(await world.count("run_steps where name = 'job found running'")).toBe(1);

  await world.rows("update runs set status = 'cancelled' where kind = 'sync'");
  await world.rows("update backfills set status = 'cancelled'");
  expect((await ask("POST", `${base}/sync/`, {})).status).toBe(200);
  await world.drain(
    () =>
      world.airbyte.jobs.length === 2 && world.airbyte.jobs[1]!.status === "running" && world.airbyte.end("succeeded"),
  );
  expect(world.airbyte.jobs.map(({ status, range }) => [status, range])).toEqual([
    ["cancelled", days],
    ["succeeded", null],
  ]);
});

test("a slice that meets a sync of somebody else's waits for it", async () => {
  const { world, start, runs } = await synced();
  await start();
  const [row] = await world.rows<{ airbyte_connection_id: string }>("select * from connections");
  await world.context.airbyte.startSync(row!.airbyte_connection_id);
  await world.next();
  expect((await runs())[0]).toMatchObject({ status: "queued", attempt: 1 });
  world.airbyte.end("succeeded");
  await world.next();
  expect(world.airbyte.jobs.at(-1)?.range).not.toBeNull();
});

test("what cannot be read again is refused with what to do instead", async () => {
  const real = await synced({ embedded: false });
  expect(await real.start()).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("Connect the account once more") },
  });

  const { world, start } = await synced();
  const wrong = await start({ from: "2001-01-01", to: "2001-02-01" });
  expect(wrong).toMatchObject({
    status: 400,
    body: { errors: [{ field: "from", message: expect.stringContaining("further back") }] },
  });
  const refused = async (set: string) => {
    await world.rows(`update connections set ${set}`);
    const { status, body } = await start();
    expect(status).toBe(409);
    return body.detail;
  };
  expect(await refused("status = 'paused'")).toContain("Resume it first");
  expect(await refused("status = 'attention'")).toContain("mended first");
  expect(await refused("status = 'active', last_success_at = null")).toContain("No sync has succeeded yet");
  expect(await refused("source_type = 'declarative-manifest'")).toContain("cannot be asked for some days");
  expect(await world.count("backfills")).toBe(0);
});

test("what the embedded Airbyte refuses ends the backfill, and deleting the connection does", async () => {
  const { world, ask, start, backfill } = await synced();
  world.airbyte.refuse("POST /embedded/v1/backfills", () => answer(422, "this connector knows no days"));
  await start();
  await world.drain();
  expect(await backfill()).toMatchObject({ status: "failed", reason: expect.stringContaining("knows no days") });
  await start();
  await world.app.fetch(`${base}/`, { method: "DELETE", headers: (await signIn(world.app, "owner@acme.test")).bearer });
  expect(await world.rows("select status from backfills order by created_at, id")).toEqual([
    { status: "failed" },
    { status: "cancelled" },
  ]);
  expect((await ask("POST", `${base}/backfill/`, { from: "2026-01-01", to: "2026-01-02" })).status).toBe(404);
});
