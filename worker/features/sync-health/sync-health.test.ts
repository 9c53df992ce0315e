import { expect, test } from "vitest";
import { SyncRun } from "#contracts/connection-runs.ts";
import { airbyteHealth, syncHealth } from "#contracts/sync-health.ts";
import { connection, createTenant, member, signIn } from "../../testing/factories.ts";
import { startApp, type TestApp } from "../../testing/harness.ts";

const hour = 3_600_000;

interface Ended {
  readonly status?: "succeeded" | "failed" | "cancelled";
  readonly trigger?: "schedule" | "first" | "backfill";
  readonly hoursAgo: number;
  readonly seconds?: number;
  readonly rows?: number;
  readonly errorClass?: "config" | "transient" | "system";
  readonly warning?: readonly [kind: string, message: string];
}

async function insertRuns(app: TestApp, tenantId: string, connectionId: string, runs: readonly Ended[]) {
  const statement = app.env.DB.prepare(`insert into runs (tenant_id, id, kind, status, connection_id, trigger, due_at,
    created_at, started_at, finished_at, rows, error_class, warning_kind, warning)
    values (?, ?, 'sync', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`);
  await app.env.DB.batch(
    runs.map((run) => {
      const finished = app.clock() - run.hoursAgo * hour;
      const started = finished - (run.seconds ?? 10) * 1000;
      const [kind = null, message = null] = run.warning ?? [];
      return statement.bind(
        tenantId,
        crypto.randomUUID(),
        run.status ?? "succeeded",
        connectionId,
        run.trigger ?? "schedule",
        started,
        started,
        finished,
        run.rows ?? null,
        run.errorClass ?? null,
        kind,
        message,
      );
    }),
  );
}

async function tenantWith(app: TestApp, id: string, connections: readonly string[]) {
  const email = `owner@${id}.test`;
  await createTenant(app, id, { members: [member(email)], connections: connections.map((each) => connection(each)) });
  return (await signIn(app, email, id)).bearer;
}

async function ask(app: TestApp, headers: HeadersInit) {
  const response = await app.fetch("/api/airbyte/sync-health/", { headers });
  expect(response.status).toBe(200);
  return syncHealth.output!.parse(await response.json());
}

test("tells the week's failures by connection, platform and class, and how long and large syncs are", async () => {
  const app = startApp();
  const headers = await tenantWith(app, "week", ["a", "b"]);
  await insertRuns(app, "week", "a", [
    { hoursAgo: 24 * 8, status: "failed", errorClass: "config" },
    { hoursAgo: 30, trigger: "first", seconds: 900, rows: 90_000 },
    { hoursAgo: 20, trigger: "backfill", seconds: 700, rows: 50_000 },
    { hoursAgo: 5, seconds: 10, rows: 100 },
    { hoursAgo: 4, seconds: 30, rows: 300, warning: ["volume_drop", "few"] },
    { hoursAgo: 3, status: "failed", errorClass: "transient" },
    { hoursAgo: 2, status: "cancelled" },
    { hoursAgo: 1, seconds: 20, rows: 200, warning: ["empty", "none"] },
  ]);
  await app.env.DB.prepare(
    "insert into schema_changes (tenant_id, id, connection_id, stream, kind, seen_at, acknowledged_at) values ('week', 's1', 'a', 'ads', 'stream_added', 1, null), ('week', 's2', 'a', 'ads', 'stream_added', 1, 2)",
  ).run();
  const health = await ask(app, headers);
  expect(health.all).toEqual({ ended: 6, failed: 1, rate: 1 / 6 });
  expect(health.platforms).toEqual([{ platform: "meta", failures: { ended: 6, failed: 1, rate: 1 / 6 } }]);
  const [a, b] = health.connections;
  expect(a).toMatchObject({
    connection_id: "a",
    failures_by_class: { config: 0, transient: 1, system: 0 },
    duration_seconds: { median: 20, p95: 30, latest: 20 },
    rows: { median: 200, p95: 300, latest: 200 },
    schema_changes: 1,
  });
  expect(a!.warnings.map(({ kind, message }) => [kind, message])).toEqual([
    ["empty", "none"],
    ["volume_drop", "few"],
  ]);
  expect(b).toMatchObject({ failures: { ended: 0, failed: 0, rate: null }, duration_seconds: null, rows: null });
});

test("knows of no other tenant's syncs, changes or waits", async () => {
  const app = startApp();
  const headers = await tenantWith(app, "alone", ["a"]);
  await tenantWith(app, "crowd", ["a"]);
  await insertRuns(app, "crowd", "a", [{ hoursAgo: 1, status: "failed", errorClass: "system" }]);
  await app.env.DB.batch([
    app.env.DB.prepare(
      "insert into platform_groups (key, platform, max_running, paused_until, paused_reason, updated_at) values ('meta:theirs', 'meta', 2, ?, 'wait', 0), ('meta:ours', 'meta', 2, ?, 'quota', 0)",
    ).bind(app.clock() + hour, app.clock() + 2 * hour),
    app.env.DB.prepare("update connections set group_key = 'meta:theirs' where tenant_id = 'crowd'"),
  ]);
  const before = await ask(app, headers);
  expect([before.all.ended, before.connections.length, before.waiting]).toEqual([0, 1, []]);
  await app.env.DB.prepare("update connections set group_key = 'meta:ours' where tenant_id = 'alone'").run();
  expect((await ask(app, headers)).waiting).toMatchObject([{ platform: "meta", reason: "quota" }]);
  app.pass(2 * hour);
  // Signed in anew: two hours are more than an access token lives.
  const { bearer } = await signIn(app, "owner@alone.test", "alone");
  expect((await ask(app, bearer)).waiting).toEqual([]);
});

test("public health tells how the machinery is, in numbers that name nobody", async () => {
  const app = startApp({ env: { AIRBYTE_URL: "http://up.airbyte.test/api/public/v1" } });
  const read = async () => {
    const response = await app.fetch("/api/health/airbyte/");
    return { status: response.status, body: airbyteHealth.output!.parse(await response.json()) };
  };
  await app.services.system.heartbeats.beat("cron:minute");
  await app.env.DB.batch(
    ["delete from outbox", "delete from dead_letters", "delete from platform_groups", "delete from runs"].map((text) =>
      app.env.DB.prepare(text),
    ),
  );
  await tenantWith(app, "machinery", ["a"]);
  await insertRuns(
    app,
    "machinery",
    "a",
    Array.from({ length: 100 }, () => ({ hoursAgo: 2, rows: 1 })),
  );
  await insertRuns(app, "machinery", "a", [{ hoursAgo: 1, status: "failed", errorClass: "system" }]);
  expect((await read()).body).toMatchObject({
    status: "ok",
    api: { status: "ok" },
    queue: { status: "ok" },
    scheduler: { status: "ok" },
    failures: { ended: 101, failed: 1 },
  });
  await insertRuns(app, "machinery", "a", [{ hoursAgo: 1, status: "failed", errorClass: "system" }]);
  expect((await read()).body.status).toBe("degraded");

  await app.env.DB.prepare(
    "insert into outbox (id, tenant_id, job, payload, send_at, created_at) values ('o', 'machinery', 'sync.start', '{}', ?, 0)",
  )
    .bind(app.clock() - 6 * 60_000)
    .run();
  await app.env.DB.prepare("update runs set status = 'running', due_at = ? where rowid = (select max(rowid) from runs)")
    .bind(app.clock() - 6 * 60_000)
    .run();
  const { body } = await read();
  expect(body).toMatchObject({ overdue_runs: 1, queue: { status: "failed" }, scheduler: { status: "ok" } });
  expect(JSON.stringify(body)).not.toContain("machinery");
  app.pass(10 * 60_000);
  expect((await read()).body.scheduler.status).toBe("failed");
});

test("503 when D1 cannot be read", async () => {
  const refuse = () => {
    throw new Error("D1 is away");
  };
  const app = startApp({ env: { DB: { prepare: refuse, batch: refuse } as unknown as D1Database } });
  const response = await app.fetch("/api/health/airbyte/");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ status: "failed" });
});

test("warnings have the kinds that runs have", () => {
  const kinds = syncHealth.output!.shape.connections.element.shape.warnings.element.shape.kind.options;
  expect(kinds).toEqual(SyncRun.shape.warning_kind.unwrap().options);
});
