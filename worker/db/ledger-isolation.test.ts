import { expect, test } from "vitest";
import { openWorld, type World } from "../testing/ledger-world.ts";
import { gatherMs } from "./transform-request.ts";

/** Everything that belongs to a tenant, as it lies in D1. */
async function dump(world: World, tenant: string): Promise<unknown> {
  const tables = ["connections", "runs", "run_steps", "snapshots", "snapshot_shards", "outbox"];
  const rows = await Promise.all(
    tables.map((table) => world.rows(`select * from ${table} where tenant_id = ? order by 1, 2, 3`, tenant)),
  );
  return [rows, await world.rows("select * from tenants where id = ?", tenant)];
}

test("no method of one tenant's store reads or changes rows of another, whatever ids it is given", async () => {
  const world = await openWorld();
  const bolt = await world.tenant("bolt");
  const acme = await world.tenant("acme", []);
  await world.tick("hour");
  await world.next();
  await bolt.transforms.request();
  world.app.pass(gatherMs);
  const lease = (await world.context.system.leases.take("r1"))!;
  expect(lease.tenantId).toBe("bolt");
  const ref = { runId: lease.runId, token: lease.token };
  const shard = { name: "campaigns", bytes: 3, sha256: "0".repeat(64) };
  await bolt.transforms.noteShard(lease.snapshotId, shard);

  const [sync] = await world.rows<{ id: string; connection_id: string; due_at: number }>(
    "select * from runs where kind = 'sync'",
  );
  const run = {
    id: sync!.id,
    connectionId: sync!.connection_id,
    status: "running",
    dueAt: sync!.due_at,
    trigger: null,
  } as const;
  const group = { key: "meta", platform: "meta" } as const;
  const before = await dump(world, "bolt");

  const payload = { tenant_id: "acme", run_id: run.id, fence: run.dueAt, checks: 0 };
  expect(await acme.syncs.fitting(payload, "running")).toBeUndefined();
  expect(await acme.syncs.request(["meta"], "manual", "theirs")).toEqual({ runIds: [], messages: [] });
  expect((await acme.syncs.unfinished()).size).toBe(0);
  expect(await acme.syncs.claim({ ...run, status: "queued", attempt: 0 }, group)).toBeUndefined();
  expect(await acme.syncs.attach(run, "9", "posted", 0)).toBeUndefined();
  expect(await acme.syncs.lookAgain(run, 1, 0)).toBeUndefined();
  expect(await acme.syncs.revive(run)).toBeUndefined();
  expect(await acme.syncs.wait({ ...run, status: "queued" }, group)).toBe(false);
  expect(await acme.syncs.admit({ ...run, status: "queued" })).toBeUndefined();
  expect(await acme.syncs.holdBack({ ...run, attempt: 1 }, group, { errorClass: "system", message: "x" })).toBe(false);
  expect(await acme.syncs.retry(run, { errorClass: "system", message: "x" }, 0)).toBeUndefined();
  expect(
    await acme.syncs.succeed(run, { rows: 1, bytes: 1, warning: null, streams: [], peaks: { memory: 1, disk: 1 } }),
  ).toBe(false);
  expect(await acme.syncs.fail(run, { errorClass: "system", message: "x" })).toBe(false);
  expect(await acme.syncs.cancel(run, "x")).toBe(false);
  expect(await acme.backfills.newestOf(run.connectionId)).toBeUndefined();
  expect(await acme.backfills.startNext(run.connectionId)).toBeUndefined();
  expect(await acme.backfills.cancel(run.connectionId, "x")).toBe(false);
  expect(await acme.transforms.publish(ref, lease.snapshotId, 1)).toBe(false);
  expect(await acme.transforms.failForData(ref, "x")).toBe(false);
  expect(await acme.transforms.giveBack(ref, { errorClass: "system", reason: "x", delayMs: 0 })).toBeUndefined();
  expect(await acme.transforms.published(ref)).toBeUndefined();
  expect(await acme.transforms.shards(lease.snapshotId)).toEqual([]);
  expect(await acme.transforms.shard(lease.snapshotId, "campaigns")).toBeUndefined();
  expect(await acme.transforms.noteShard(lease.snapshotId, { ...shard, name: "ads" })).toBeUndefined();
  expect(await acme.runs.find(run.id)).toBeUndefined();
  expect(await acme.runs.steps(run.id)).toEqual([]);
  expect(await acme.runs.snapshot(lease.snapshotId)).toBeUndefined();
  expect(await acme.runs.newest(100)).toEqual([]);
  expect(await acme.runs.unfinishedCount()).toBe(0);
  expect(await acme.runs.latestTransform()).toBeUndefined();
  expect(await acme.latestSyncs.all()).toEqual([]);
  expect(await acme.streamCatalogs.read(run.connectionId)).toBeUndefined();

  expect(await dump(world, "bolt")).toEqual(before);
  expect(await dump(world, "acme")).toMatchObject([[[], [], [], [], [], []], [{ current_snapshot_id: null }]]);
});
