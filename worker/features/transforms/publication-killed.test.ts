import { expect, test } from "vitest";
import type { Lease } from "#contracts/runner.ts";
import { testEnv } from "../../testing/environment.ts";
import { bytes, manifestOf, pointer, publishOne, runnerOf, waiting } from "../../testing/http-runner.ts";
import type { World } from "../../testing/ledger-world.ts";
import { mortal } from "../../testing/mortal-app.ts";
import { manifestKey, shardKey, snapshotPrefix } from "../snapshots/keys.ts";

const shards = { ads: "the ads", campaigns: "the campaigns", "performance-2026-02": "the facts" };

/** The steps of a publication as the Worker sees them, in order; each is a request of the runner. */
const steps = ["lease", "heartbeat", ...Object.keys(shards).map((name) => `shard ${name}` as const), "commit"] as const;
type Step = (typeof steps)[number];

async function take(world: World, step: Step, lease: Lease | undefined): Promise<Lease | undefined> {
  const runner = runnerOf(world);
  if (step === "lease") {
    const response = await runner.lease();
    return response.status === 200 ? ((await response.json()) as Lease) : undefined;
  }
  if (!lease) return undefined;
  if (step === "heartbeat") await runner.beat(lease);
  else if (step === "commit") await runner.commit(lease, await manifestOf(world, lease, shards));
  else {
    const name = step.slice("shard ".length) as keyof typeof shards;
    await runner.put(lease, name, bytes(shards[name]));
  }
  return lease;
}

const keysIn = async (prefix: string) => (await testEnv.SNAPSHOTS.list({ prefix })).keys.map(({ name }) => name).sort();

/** Everything of a snapshot as it lies in KV. */
async function contents(snapshotId: string): Promise<Record<string, string | null>> {
  const keys = await keysIn(snapshotPrefix("acme", snapshotId));
  return Object.fromEntries(
    await Promise.all(keys.map(async (key) => [key, await testEnv.SNAPSHOTS.get(key)] as const)),
  );
}

/** The run is leased anew, done whole, and nothing but published snapshots is left. */
async function expectNextRunCompletes(world: World, old: string): Promise<void> {
  if ((await world.count("runs where kind = 'transform' and status in ('queued', 'running')")) > 0) {
    world.app.pass(31_000);
    await world.tick("minute");
    world.app.pass(120_000);
    let lease: Lease | undefined;
    for (const step of steps) lease = await take(world, step, lease);
    expect(lease).toBeDefined();
    expect(await pointer(world)).toBe(lease!.snapshot_id);
  }
  const current = (await pointer(world))!;
  expect(current).not.toBe(old);
  expect(Object.keys(await contents(current))).toEqual(
    [manifestKey("acme", current), ...Object.keys(shards).map((name) => shardKey("acme", current, name))].sort(),
  );
  world.app.pass(2 * 3_600_000);
  await world.tick("chores");
  await world.drain();
  expect(await keysIn("snap/acme/")).toEqual(
    [...Object.keys(await contents(old)), ...Object.keys(await contents(current))].sort(),
  );
  expect(await world.count("snapshots where status not in ('ready', 'collected')")).toBe(0);
  expect(await world.count("snapshot_shards where snapshot_id not in (?, ?)", old, current)).toBe(0);
}

async function withOld() {
  for (const key of await keysIn("snap/acme/")) await testEnv.SNAPSHOTS.delete(key);
  const world = await waiting("acme");
  const old = (await publishOne(world, "old")).lease.snapshot_id;
  await world.context.openTenant("acme").transforms.request();
  return { world, old, before: await contents(old) };
}

test.each(steps)("a runner that is heard of no more after step “%s”", async (last) => {
  const { world, old, before } = await withOld();
  let lease: Lease | undefined;
  for (const step of steps.slice(0, steps.indexOf(last) + 1)) lease = await take(world, step, lease);
  expect(await pointer(world)).toBe(last === "commit" ? lease!.snapshot_id : old);
  expect(await contents(old)).toEqual(before);
  await expectNextRunCompletes(world, old);
});

test("a Worker that dies before or after any write of a publication to D1 or KV", async () => {
  let died = 0;
  for (const moment of ["before", "after"] as const)
    for (let write = 1; ; write += 1) {
      const { world, old, before } = await withOld();
      const worker = mortal(testEnv, write, moment);
      const dying = { ...world, app: worker.app(world.app) };
      let lease: Lease | undefined;
      for (const step of steps) if (!worker.dead()) lease = await take(dying, step, lease).catch(() => undefined);
      if (!worker.dead()) break;
      died += 1;
      const served = (await pointer(world))!;
      const moved = served !== old;
      // Whatever is pointed at is whole: the old one as it was, or the new one with its manifest.
      expect(await contents(old), `${moment} write ${write}`).toEqual(before);
      if (moved) expect(Object.keys(await contents(served))).toHaveLength(Object.keys(shards).length + 1);
      await expectNextRunCompletes(world, old);
    }
  // Lease, heartbeat, the runner's heartbeats, value and note of each shard, manifest, pointer.
  expect(died).toBeGreaterThanOrEqual(2 * 10);
}, 120_000);
