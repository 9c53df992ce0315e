import { expect, test } from "vitest";
import { testEnv } from "../../testing/environment.ts";
import {
  bytes,
  manifestOf,
  pointer,
  progress,
  publishOne,
  runnerOf,
  stateOf,
  statusAndKind,
  waiting,
} from "../../testing/http-runner.ts";
import { manifestKey, shardKey } from "../snapshots/keys.ts";

test("a transform goes from its lease to the pointer", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  expect(lease).toMatchObject({ attempt: 1, tenant: { id: "acme", currency: "JMD", region_set: "jm-parishes" } });
  expect(lease.lease_token).toMatch(/^[0-9a-f]{64}$/);
  expect(Date.parse(lease.expires_at) - world.app.clock()).toBeGreaterThan(28_000);

  world.app.pass(20_000);
  const beaten = await runner.beat(lease);
  expect(Date.parse(((await beaten.json()) as { expires_at: string }).expires_at) - world.app.clock()).toBeGreaterThan(
    28_000,
  );
  expect(JSON.parse((await stateOf(world, lease)).progress!)).toEqual(progress);

  const shards = { campaigns: "arrow bytes", "performance-2026-02": "more bytes" };
  for (const [name, text] of Object.entries(shards))
    expect((await runner.put(lease, name, bytes(text))).status).toBe(204);
  expect(await pointer(world)).toBeNull();
  const manifest = await manifestOf(world, lease, shards);
  const answer = await (await runner.commit(lease, manifest)).json();
  expect(answer).toEqual({ snapshot_id: lease.snapshot_id, generated_at: manifest.generated_at });

  expect(await pointer(world)).toBe(lease.snapshot_id);
  expect(await stateOf(world, lease)).toMatchObject({ status: "succeeded", finishedAt: expect.any(Number) });
  expect(await testEnv.SNAPSHOTS.get(shardKey("acme", lease.snapshot_id, "campaigns"))).toBe("arrow bytes");
  expect(await testEnv.SNAPSHOTS.get(manifestKey("acme", lease.snapshot_id), "json")).toEqual(manifest);
  expect(await world.count("snapshots where status = 'ready'")).toBe(1);
});

test("commit once more, when its answer was lost: the same answer, and nothing moves", async () => {
  const world = await waiting("acme");
  const first = await publishOne(world, "one");
  await world.context.openTenant("acme").transforms.request();
  const second = await publishOne(world, "two");
  const again = await runnerOf(world).commit(first.lease, { ...first.manifest, generated_at: "2020-01-01T00:00:00Z" });
  expect(await again.json()).toEqual({
    snapshot_id: first.lease.snapshot_id,
    generated_at: first.manifest.generated_at,
  });
  expect(await pointer(world)).toBe(second.lease.snapshot_id);
  expect(await testEnv.SNAPSHOTS.get(manifestKey("acme", first.lease.snapshot_id), "json")).toEqual(first.manifest);
});

test("a Worker killed between the manifest and the ledger: the old snapshot stays, the runner's next commit publishes", async () => {
  const world = await waiting("acme");
  const old = await publishOne(world, "old");
  await world.context.openTenant("acme").transforms.request();
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes("new"));
  const manifest = await manifestOf(world, lease, { campaigns: "new" });
  await testEnv.SNAPSHOTS.put(manifestKey("acme", lease.snapshot_id), JSON.stringify(manifest));
  expect(await pointer(world)).toBe(old.lease.snapshot_id);
  expect((await runner.commit(lease, manifest)).status).toBe(200);
  expect(await pointer(world)).toBe(lease.snapshot_id);
});

test("a Worker killed between the bytes and their note: the shard is sent again and the snapshot is whole", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await testEnv.SNAPSHOTS.put(shardKey("acme", lease.snapshot_id, "campaigns"), "bytes");
  const manifest = await manifestOf(world, lease, { campaigns: "bytes" });
  expect(await statusAndKind(await runner.commit(lease, manifest))).toEqual([409, "conflict"]);
  expect((await runner.put(lease, "campaigns", bytes("bytes"))).status).toBe(204);
  expect((await runner.commit(lease, manifest)).status).toBe(200);
});

test("shards: the same again is harmless, other bytes under the name and wrong checksums are refused", async () => {
  const world = await waiting("acme");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  expect((await runner.put(lease, "campaigns", bytes("one"))).status).toBe(204);
  expect((await runner.put(lease, "campaigns", bytes("one"))).status).toBe(204);
  expect(await statusAndKind(await runner.put(lease, "campaigns", bytes("two")))).toEqual([409, "conflict"]);
  expect(await statusAndKind(await runner.put(lease, "ads", bytes("x"), "0".repeat(64)))).toEqual([
    400,
    "invalid-input",
  ]);
  expect(await statusAndKind(await runner.put(lease, "ads", bytes("")))).toEqual([400, "invalid-input"]);
  expect(await statusAndKind(await runner.put(lease, "../etc", bytes("x")))).toEqual([404, "not-found"]);
  expect(await testEnv.SNAPSHOTS.get(shardKey("acme", lease.snapshot_id, "campaigns"))).toBe("one");
  expect(await world.count("snapshot_shards")).toBe(1);
});

test("a commit with a missing or other shard, another tenant or another snapshot is refused and moves nothing", async () => {
  const world = await waiting("acme", "bolt");
  const runner = runnerOf(world);
  const lease = await runner.taken();
  await runner.put(lease, "campaigns", bytes("one"));
  const whole = await manifestOf(world, lease, { campaigns: "one" });
  const missing = await manifestOf(world, lease, { campaigns: "one", "performance-2026-02": "two" });
  const other = await manifestOf(world, lease, { campaigns: "another" });
  const twice = { ...whole, shards: [...whole.shards, ...whole.shards] };
  for (const manifest of [missing, other, twice])
    expect(await statusAndKind(await runner.commit(lease, manifest))).toEqual([409, "conflict"]);
  for (const wrong of [{ tenant_id: "bolt" }, { snapshot_id: crypto.randomUUID() }])
    expect(await statusAndKind(await runner.commit(lease, { ...whole, ...wrong }))).toEqual([400, "invalid-input"]);
  expect(await pointer(world)).toBeNull();
  expect((await runner.commit(lease, whole)).status).toBe(200);
});
