import { expect, test } from "vitest";
import { connection, createTenant } from "../../testing/factories.ts";
import {
  bytes,
  manifestOf,
  pointer,
  publishOne,
  runnerOf,
  stateOf,
  statusAndKind,
  waiting,
} from "../../testing/http-runner.ts";
import { openWorld } from "../../testing/ledger-world.ts";
import { bearer } from "../../testing/tokens.ts";

test("nothing waits: 204, and the runner was heard of", async () => {
  const world = await openWorld();
  expect((await runnerOf(world, "r7").lease()).status).toBe(204);
  expect(await world.count("heartbeats where part = 'runner:r7'")).toBe(1);
});

test("a lease names the sources that are promised by the hour, and the tenant's hours", async () => {
  const world = await openWorld();
  const tenant = await world.tenant("acme", ["a", "b"], { working_hours: { from: 7, to: 19 } });
  const slow = connection("c", {
    platform: "tiktok",
    schedule: { kind: "interval", every_minutes: 120, working_hours: true },
  });
  const byHand = connection("d", { platform: "linkedin", schedule: { kind: "manual" } });
  const paused = connection("e", { platform: "google_ads" });
  const connections = ["a", "b"].map((id) => connection(id)).concat(slow, byHand, paused);
  await createTenant(world.app, "acme", { working_hours: { from: 7, to: 19 }, members: [], connections });
  await world.app.env.DB.prepare("update connections set status = 'paused' where id = 'e'").run();
  await tenant.transforms.request();
  expect((await runnerOf(world).taken()).tenant.fresh).toEqual({ sources: ["meta"], from: 7, to: 19 });
});

test("two runners at once: one of them gets the transform", async () => {
  const world = await waiting("acme");
  const answers = await Promise.all(["a", "b", "c"].map((id) => runnerOf(world, id).lease()));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 204, 204]);
  expect(await world.count("snapshots")).toBe(1);
});

test("tenants transform side by side, each one at a time, the longest waiting first", async () => {
  const world = await waiting("acme", "bolt");
  const runner = runnerOf(world);
  expect((await runner.taken()).tenant.id).toBe("acme");
  await world.context.openTenant("acme").transforms.request();
  expect((await runner.taken()).tenant.id).toBe("bolt");
  expect((await runner.lease()).status).toBe(204);
});

test("a runner that vanished: the backstop frees the transform, and its old token is good for nothing", async () => {
  const world = await waiting("acme");
  const lost = await runnerOf(world, "lost").taken();
  await runnerOf(world, "lost").put(lost, "campaigns", bytes("lost"));
  await world.tick("minute");
  expect((await runnerOf(world).lease()).status).toBe(204);
  world.app.pass(31_000);
  await world.tick("minute");
  const lease = await runnerOf(world).taken();
  expect(lease).toMatchObject({ run_id: lost.run_id, attempt: 2 });
  expect(lease.snapshot_id).not.toBe(lost.snapshot_id);

  const old = runnerOf(world, "lost");
  const manifest = await manifestOf(world, lost, { campaigns: "lost" });
  const refused = [
    await old.beat(lost),
    await old.put(lost, "campaigns", bytes("lost")),
    await old.commit(lost, manifest),
    await old.commit(lost, { ...manifest, snapshot_id: lease.snapshot_id }),
    await old.fail(lost, "data"),
  ];
  for (const response of refused) expect(await statusAndKind(response)).toEqual([409, "lease-lost"]);
  expect(await world.count("snapshots where status = 'abandoned'")).toBe(1);
  expect(await stateOf(world, lease)).toMatchObject({ status: "running", leaseToken: lease.lease_token });
  await runnerOf(world).put(lease, "campaigns", bytes("new"));
  expect((await runnerOf(world).commit(lease, await manifestOf(world, lease, { campaigns: "new" }))).status).toBe(200);
});

test("a late heartbeat keeps a lease that nobody took away yet", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  world.app.pass(40_000);
  expect((await runner.beat(lease)).status).toBe(200);
  await world.tick("minute");
  expect(await stateOf(world, lease)).toMatchObject({ status: "running" });
});

test("the backstop does not take back a lease that was extended after it looked", async () => {
  const world = await waiting("acme");
  const lease = await runnerOf(world).taken();
  world.app.pass(31_000);
  const seen = world.app.clock();
  await runnerOf(world).beat(lease);
  const ref = { runId: lease.run_id, token: lease.lease_token };
  const given = await world.context
    .openTenant("acme")
    .transforms.giveBack(ref, { errorClass: "system", reason: "silent", delayMs: 0, expiredBy: seen });
  expect(given).toBeUndefined();
});

test("five lost leases are enough: the transform has failed", async () => {
  const world = await waiting("acme");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    expect((await runnerOf(world).taken()).attempt).toBe(attempt);
    world.app.pass(120_000);
    await world.tick("minute");
    world.app.pass(61_000);
  }
  const [run] = await world.rows("select status, error_class from runs where kind = 'transform'");
  expect(run).toEqual({ status: "failed", error_class: "system" });
});

test("wishes that come while one waits are one; while one runs, one more waits", async () => {
  const world = await waiting("acme");
  const { transforms } = world.context.openTenant("acme");
  await Promise.all([transforms.request(), transforms.request()]);
  expect(await world.count("runs")).toBe(1);
  const lease = await runnerOf(world).taken();
  await transforms.request();
  await transforms.request();
  expect(await world.count("runs")).toBe(2);

  expect((await runnerOf(world).fail(lease, "transient")).status).toBe(204);
  expect(await stateOf(world, lease)).toMatchObject({ status: "cancelled", errorClass: "transient" });
  expect(await world.count("runs where status = 'queued'")).toBe(1);
});

test("data that the model refuses: no further try, the pointer stays, the reason is kept", async () => {
  const world = await waiting("acme");
  const old = await publishOne(world);
  await world.context.openTenant("acme").transforms.request();
  const lease = await runnerOf(world).taken();
  expect((await runnerOf(world).fail(lease, "data", "unique_fct_day failed")).status).toBe(204);
  world.app.pass(600_000);
  await world.tick("minute");
  expect((await runnerOf(world).lease()).status).toBe(204);
  expect(await stateOf(world, lease)).toMatchObject({
    status: "failed",
    errorClass: "data",
    errorMessage: "unique_fct_day failed",
  });
  expect(await pointer(world)).toBe(old.lease.snapshot_id);
});

test("a failure of the system is tried again after a while, up to five times", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const lease = await runner.taken();
    expect(lease.attempt).toBe(attempt);
    expect((await runner.fail(lease, "system", "disk full")).status).toBe(204);
    world.app.pass(121_000);
  }
  expect((await runner.lease()).status).toBe(204);
  expect(await world.count("runs where status = 'failed' and error_message = 'disk full'")).toBe(1);
  expect(await world.count("snapshots where status = 'abandoned'")).toBe(5);
});

test("only a runner's key opens these doors", async () => {
  const world = await waiting("acme");
  const operator = await bearer(world.app, "operator");
  expect((await world.app.send("POST", "/internal/runner/lease/", { runner_id: "r" }, operator)).status).toBe(403);
  expect((await world.app.send("POST", "/internal/runner/lease/", { runner_id: "r" })).status).toBe(401);
  expect(await world.count("runs where status = 'running'")).toBe(0);
});
