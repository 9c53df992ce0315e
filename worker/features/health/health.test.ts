import { expect, test } from "vitest";
import type { z } from "zod";
import { type health, snapshotsHealth } from "#contracts/health.ts";
import { connection, createTenant } from "../../testing/factories.ts";
import { startApp } from "../../testing/harness.ts";

type Health = z.output<NonNullable<(typeof health)["output"]>>;
const minute = 60_000;

async function ask(app: ReturnType<typeof startApp>): Promise<{ status: number; body: Health }> {
  const response = await app.fetch("/api/health/");
  return { status: response.status, body: await response.json<Health>() };
}

test("says how runner and cron are, by when they were last heard of", async () => {
  const app = startApp();
  const first = await ask(app);
  expect(first.status).toBe(200);
  expect(first.body.parts.database.status).toBe("ok");
  expect(first.body.parts.runner.status).toBe("degraded");
  expect(first.body.parts.cron.status).toBe("degraded");

  await app.services.system.heartbeats.beat("runner:one");
  await app.services.system.heartbeats.beat("cron:minute");
  const { parts } = (await ask(app)).body;
  expect([parts.runner.status, parts.cron.status]).toEqual(["ok", "ok"]);

  app.pass(61_000);
  await app.services.system.heartbeats.beat("runner:two");
  expect((await ask(app)).body.parts.runner.status).toBe("ok");
  app.pass(90_000);
  const late = (await ask(app)).body.parts;
  expect(late.runner).toEqual({
    status: "failed",
    detail: expect.stringMatching(/^The runner last reported 9\d s ago$/),
  });
  expect(late.cron.status).toBe("failed");
});

test("counts tenants without a snapshot and with a stale one, and names none", async () => {
  const app = startApp();
  const insert = (tenant: string, at: number) =>
    app.env.DB.batch([
      app.env.DB.prepare(
        "insert into runs (tenant_id, id, kind, status, due_at, created_at) values (?, 'r', 'transform', 'succeeded', 0, 0)",
      ).bind(tenant),
      app.env.DB.prepare(
        "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values (?, 's', 'r', 'ready', ?, 0)",
      ).bind(tenant, at),
      app.env.DB.prepare("update tenants set current_snapshot_id = 's' where id = ?").bind(tenant),
    ]);
  await createTenant(app, "fresh-one", { connections: [connection("a")] });
  await insert("fresh-one", app.clock());
  await createTenant(app, "by-hand", { connections: [connection("a", { schedule: { kind: "manual" } })] });
  expect((await ask(app)).body.parts.snapshots.status).toBe("ok");

  await createTenant(app, "new-one", { connections: [connection("a")] });
  await createTenant(app, "old-one", { connections: [connection("a")] });
  await insert("old-one", app.clock() - 61 * minute);
  const { body } = await ask(app);
  expect(body.status).toBe("degraded");
  expect(body.parts.snapshots).toEqual({ status: "degraded", detail: "of 3 tenants, 1 without a snapshot, 1 stale" });
  expect(JSON.stringify(body)).not.toMatch(/fresh-one|old-one|new-one/);
});

test.each([
  ["up", { status: "ok", detail: null }],
  ["down", { status: "failed", detail: "Airbyte answers 500" }],
  ["slow", { status: "failed", detail: "Airbyte does not answer within 2 s" }],
])("an Airbyte that is %s is said so, and does not make us fail", async (host, part) => {
  const app = startApp({ env: { AIRBYTE_URL: `http://${host}.airbyte.test/api/public/v1` } });
  const { status, body } = await ask(app);
  expect(status).toBe(200);
  expect(body.parts.airbyte).toEqual(part);
});

test("503 when D1 cannot be read", async () => {
  const refuse = () => {
    throw new Error("D1 is away");
  };
  const app = startApp({ env: { DB: { prepare: refuse, batch: refuse } as unknown as D1Database } });
  const { status, body } = await ask(app);
  expect(status).toBe(503);
  expect(body.status).toBe("failed");
  expect(body.parts.database.status).toBe("failed");
  const snapshots = await app.fetch("/api/health/snapshots/");
  expect([snapshots.status, (await snapshots.json<Health>()).status]).toEqual([503, "failed"]);
  expect(app.logged).toContainEqual(
    expect.objectContaining({ event: "database-unreadable", error: "Error: D1 is away" }),
  );
});

test("snapshots: counts how transforms end and how fresh tenants are, names none, and says which promise is broken", async () => {
  const app = startApp();
  const day = 24 * 60 * minute;
  const run = (sql: string, ...values: unknown[]) =>
    app.env.DB.prepare(sql)
      .bind(...values)
      .run();
  const read = async () => {
    const response = await app.fetch("/api/health/snapshots/");
    return { status: response.status, body: snapshotsHealth.output!.parse(await response.json()) };
  };
  for (const table of ["snapshot_shards", "snapshots", "run_steps", "runs"]) await run(`delete from ${table}`);
  await run("update connections set status = 'paused'");
  expect((await read()).body).toMatchObject({ status: "ok", runs: { rate: null }, tenants: { rate: null } });

  const publish = async (tenant: string, id: string, generatedAt: number, ended: string, endedAt = app.clock()) => {
    await run(
      "insert into runs (tenant_id, id, kind, status, due_at, created_at, finished_at) values (?, ?, 'transform', ?, ?, ?, ?)",
      ...[tenant, id, ended, endedAt, endedAt, endedAt],
    );
    if (ended !== "succeeded") return;
    await run(
      "insert into snapshots (tenant_id, id, run_id, status, generated_at, created_at) values (?, ?, ?, 'ready', ?, 0)",
      ...[tenant, id, id, generatedAt],
    );
    await run("update tenants set current_snapshot_id = ? where id = ?", id, tenant);
  };
  for (const id of ["slo-fresh", "slo-old", "slo-broken", "slo-none"])
    await createTenant(app, id, { working_hours: { from: 0, to: 24 }, connections: [connection("a")] });
  await publish("slo-fresh", "long-ago", app.clock() - 2 * day, "failed", app.clock() - 2 * day);
  await publish("slo-fresh", "now", app.clock(), "succeeded");
  await publish("slo-old", "old", app.clock() - 61 * minute, "succeeded");
  await publish("slo-broken", "good", app.clock() - 61 * minute, "succeeded", app.clock() - 61 * minute);
  await publish("slo-broken", "bad", 0, "failed");
  const { status, body } = await read();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "degraded",
    runs: { succeeded: 3, failed: 1, rate: 0.75, target: 0.99 },
    // The one whose transform failed is late as well: `rate` is of what people see.
    tenants: { ok: 1, stale: 1, missing: 1, failed: 1, rate: 0.5, target: 0.01 },
  });
  expect(body.reason).toBe(
    "1 of 4 transforms failed; 2 of 4 tenants are stale; 1 of 4 tenants have no snapshot; the last transform of 1 of 4 tenants failed",
  );
  expect(JSON.stringify(body)).not.toContain("slo-");

  const plan = await app.env.DB.prepare(
    "explain query plan select status, count(*) from runs where status in ('succeeded', 'failed') and due_at > 1 and kind = 'transform' and finished_at > 1 group by status",
  ).all<{ detail: string }>();
  expect(plan.results.map(({ detail }) => detail).join()).toContain("runs_due (status=? AND due_at>?)");
});
