import { expect, test } from "vitest";
import { groupOf } from "../../db/platform-groups.ts";
import { answer } from "../../testing/fake-airbyte.ts";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { started, syncs, transforms } from "../../testing/started-sync.ts";

test("a sync goes from Cron over Airbyte to a transform that waits", async () => {
  const world = await started();
  await world.next();
  expect(world.airbyte.jobs).toHaveLength(1);
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "running", attempt: 1, airbyte_job_id: "1" });

  world.airbyte.end("succeeded", { rows: 42 });
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "succeeded", rows: 42, warning: null, error_class: null });
  const [connection] = await world.rows<{ last_rows: number; last_success_at: number }>("select * from connections");
  expect(connection).toMatchObject({ last_rows: 42, last_success_at: expect.any(Number) });
  expect(await world.count("runs where kind = 'transform' and status = 'queued'")).toBe(1);
  expect(await world.count("outbox")).toBe(0);
  const steps = await world.rows<{ name: string }>("select name from run_steps order by id");
  expect(steps.map((step) => step.name)).toEqual(["asked", "started", "job posted", "succeeded"]);
});

test("every message twice, and once more at the end, changes nothing", async () => {
  const world = await started();
  const seen: Parameters<World["queue"]["give"]>[0][] = [];
  while (world.queue.waiting.length > 0) {
    const message = await world.next();
    seen.push(message);
    const after = await syncs(world);
    await world.queue.give(message, world.context);
    expect(await syncs(world)).toEqual(after);
    if (seen.length === 3) world.airbyte.end("succeeded", { rows: 5 });
  }
  for (const message of seen) await world.queue.give(message, world.context);
  expect(world.queue.waiting).toEqual([]);
  expect(world.airbyte.jobs).toHaveLength(1);
  expect((await syncs(world)).map((run) => run.status)).toEqual(["succeeded"]);
  expect(await transforms(world)).toBe(1);
  expect(await world.count("run_steps where name = 'succeeded'")).toBe(1);
});

test("the same message to two Workers at once: one of them starts the job", async () => {
  const world = await started();
  const message = world.queue.take();
  await Promise.all([world.queue.give(message, world.context), world.queue.give(message, world.context)]);
  expect(world.airbyte.count("/jobs")).toBe(1);
  const check = world.queue.take();
  expect(world.queue.waiting).toEqual([]);
  world.airbyte.end("succeeded", { rows: 1 });
  await Promise.all([world.queue.give(check, world.context), world.queue.give(check, world.context)]);
  expect(await transforms(world)).toBe(1);
  expect(await world.count("run_steps where name = 'succeeded'")).toBe(1);
});

test("a Worker killed after it claimed the run: the backstop gets it its job", async () => {
  const world = await started();
  const [run] = await syncs(world);
  const { syncs: ledger } = world.context.openTenant("acme");
  const { payload } = world.queue.take().body as { payload: never };
  const found = await ledger.fitting(payload, "queued");
  expect(await ledger.claim(found!.run, groupOf(found!.connection))).toBeDefined();

  await world.tick("minute");
  expect(world.queue.waiting).toEqual([]);
  world.app.pass(61_000);
  await world.tick("minute");
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ id: run!.id, status: "running", attempt: 1, airbyte_job_id: "1" });
});

test("a Worker killed after it posted the job: the run joins that job", async () => {
  const world = await started();
  const { syncs: ledger } = world.context.openTenant("acme");
  const { payload } = world.queue.take().body as { payload: never };
  const found = await ledger.fitting(payload, "queued");
  await ledger.claim(found!.run, groupOf(found!.connection));
  await world.context.airbyte.startSync(found!.connection.airbyteConnectionId);

  world.app.pass(61_000);
  await world.tick("minute");
  await world.next();
  expect(world.airbyte.jobs).toHaveLength(1);
  expect((await syncs(world))[0]).toMatchObject({ status: "running", airbyte_job_id: "1" });
  expect(await world.count("run_steps where name = 'job found running'")).toBe(1);
});

test("messages that could not be sent stay in the outbox until the backstop sends them", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  world.queue.broken = true;
  await world.tick("hour");
  expect(await world.count("outbox")).toBe(1);
  world.queue.broken = false;
  await world.tick("minute");
  expect(world.queue.waiting).toEqual([]);
  world.app.pass(31_000);
  await world.tick("minute");
  expect(await world.count("outbox")).toBe(0);
  await world.drain(() => world.airbyte.jobs[0]?.status === "running" && world.airbyte.end("succeeded", { rows: 1 }));
  expect((await syncs(world)).map((run) => run.status)).toEqual(["succeeded"]);
});

test("messages that the queue lost: the backstop writes new ones, and the lost ones fit no more", async () => {
  const world = await started();
  const lost = world.queue.take();
  world.app.pass(61_000);
  await world.tick("minute");
  expect(world.queue.waiting).toHaveLength(1);
  await world.queue.give(lost, world.context);
  expect(world.airbyte.jobs).toHaveLength(0);
  await world.next();
  const lostCheck = world.queue.take();
  world.app.pass(62_000);
  await world.tick("minute");
  await world.queue.give(lostCheck, world.context);
  world.airbyte.end("succeeded", { rows: 3 });
  await world.drain();
  expect((await syncs(world)).map((run) => run.status)).toEqual(["succeeded"]);
});

test("a sync without rows where there used to be rows succeeds with a warning", async () => {
  const world = await started();
  await world.next();
  world.airbyte.end("succeeded", { rows: 0 });
  await world.drain();
  expect((await syncs(world))[0]?.warning).toBeNull();
  for (const rows of [7, 0]) {
    await world.tick("hour");
    await world.next();
    world.airbyte.end("succeeded", { rows });
    await world.drain();
  }
  expect((await syncs(world)).map((run) => run.warning)).toEqual([
    null,
    null,
    "no rows came, where the sync before brought 7",
  ]);
  expect(await world.count("connections where last_rows = 7")).toBe(1);
  expect(await transforms(world)).toBe(1);
});

test("incomplete is not an end; cancelled is, and asks for no transform", async () => {
  const world = await started();
  await world.next();
  world.airbyte.end("incomplete");
  await world.next();
  expect((await syncs(world))[0]).toMatchObject({ status: "running" });
  world.airbyte.end("cancelled");
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "cancelled" });
  expect(await transforms(world)).toBe(0);
});

test("a sync that does not end is given up after six hours and cancelled at Airbyte", async () => {
  const world = await started();
  for (let look = 0; look < 15; look += 1) await world.next();
  expect(world.queue.waiting[0]!.at - world.app.clock()).toBeGreaterThan(29_000);
  world.app.pass(6 * 3_600_000);
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "failed", error_class: "system" });
  expect(world.airbyte.jobs[0]?.status).toBe("cancelled");
});

test("no secret is logged on the way", async () => {
  const world = await started();
  world.airbyte.faults.push(() => answer(400, "no: airbyte-client-secret"));
  await world.drain();
  expect((await syncs(world))[0]).toMatchObject({ status: "failed", error_class: "config" });
  const log = JSON.stringify(world.app.logged);
  expect(log).toContain('"task_id"');
  expect(log).toContain('"tenant_id":"acme"');
  expect(log).not.toContain("airbyte-client-secret");
});

test("a sync that brings far less than its connection's syncs did is told with a warning", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  for (const rows of [100, 110, 90, 100, 105, 95, 12]) {
    world.app.pass(3_600_000);
    await world.tick("hour");
    const running = () => world.airbyte.jobs.some((job) => job.status === "running");
    await world.drain(() => running() && world.airbyte.end("succeeded", { rows }));
  }
  const warned = await world.rows("select rows, warning_kind, warning from runs where warning is not null");
  expect(warned).toEqual([
    {
      rows: 12,
      warning_kind: "volume_drop",
      warning: "only 12 rows came, where the last 6 syncs brought 100 in the middle",
    },
  ]);
});

test("schema changes that a job found are kept once, shown, and gone from the count when somebody has seen them", async () => {
  const world = await started();
  const change = { stream: "ads", kind: "column_retyped", column: "price", from: "integer", to: "number" };
  const found = Array.from({ length: 12 }, (_, index) => ({ ...change, column: `price_${index}` }));
  await world.next();
  world.airbyte.end("failed", {
    detail: { error_class: "transient", error_message: "once", schema_changes: [change] },
  });
  await world.next();
  world.app.pass(3_600_000);
  await world.next();
  world.airbyte.end("succeeded", {
    rows: 5,
    detail: { schema_changes: found, peak_memory_bytes: 5000, peak_disk_bytes: 70 },
  });
  const check = world.queue.take();
  await Promise.all([world.queue.give(check, world.context), world.queue.give(check, world.context)]);
  await world.drain();
  const [run] = await world.rows<{ id: string }>("select * from runs where kind = 'sync'");
  expect(run).toMatchObject({ status: "succeeded", peak_memory: 5000, peak_disk: 70 });
  const kept = await world.rows("select * from schema_changes order by id");
  expect(kept).toHaveLength(13);
  expect(kept).toContainEqual(
    expect.objectContaining({
      run_id: run!.id,
      stream: "ads",
      column: "price",
      from_type: "integer",
      to_type: "number",
    }),
  );
  const { connections } = world.context.openTenant("acme");
  const [{ connection_id: id } = { connection_id: "" }] = await world.rows<{ connection_id: string }>(
    "select connection_id from runs where kind = 'sync'",
  );
  expect(await connections.listed(id)).toMatchObject({ newSchemaChanges: 13 });
  await connections.acknowledgeSchemaChanges(id);
  expect(await connections.listed(id)).toMatchObject({ newSchemaChanges: 0 });
});
