import { expect, test } from "vitest";
import { openWorld, type World } from "../../testing/ledger-world.ts";

const running = (world: World) => world.airbyte.jobs.filter((job) => job.status === "running").length;
const inState = (world: World, status: string) => world.count("runs where kind = 'sync' and status = ?", status);

/** Three tenants that share one developer token, whose group lets `most` run at once. */
async function sharing(most: number, connections = 4): Promise<World> {
  const world = await openWorld();
  for (const id of ["acme", "bolt", "core"]) {
    await world.tenant(
      id,
      Array.from({ length: id === "acme" ? connections : 1 }, (_, index) => `${id}-${index}`),
    );
  }
  await world.rows("update connections set group_key = 'meta:token'");
  await world.rows(
    "insert into platform_groups (key, platform, max_running, updated_at) values ('meta:token', 'meta', ?, 0)",
    most,
  );
  return world;
}

/** Hands out what is to be handed out now, not the looks that come later. */
async function startAll(world: World): Promise<void> {
  const now = world.app.clock();
  while (world.queue.waiting.some(({ at }) => at <= now + 900)) await world.next();
}

test("no more syncs of a group run at once than may, and each end lets the next one in", async () => {
  const world = await sharing(2);
  await world.tick("hour");
  let most = 0;
  await world.drain(() => {
    most = Math.max(most, running(world));
    if (running(world) === 2 || world.queue.waiting.length === 1)
      if (running(world) > 0) world.airbyte.end("succeeded", { rows: 1 });
  });
  expect(most).toBe(2);
  await world.tick("minute");
  await world.drain(() => running(world) > 0 && world.airbyte.end("succeeded", { rows: 1 }));
  expect(await inState(world, "succeeded")).toBe(6);
  expect(await world.rows("select distinct attempt from runs where kind = 'sync'")).toEqual([{ attempt: 1 }]);
});

test("places go round the tenants: one with many connections keeps none with one waiting", async () => {
  const world = await sharing(2, 8);
  await world.tick("hour");
  await startAll(world);
  const first = await world.rows<{ tenant_id: string }>("select tenant_id from runs where status = 'running'");
  expect(first).toEqual([{ tenant_id: "acme" }, { tenant_id: "acme" }]);
  const group = { key: "meta:token", platform: "meta" } as const;
  expect(await world.context.system.platformGroups.admissible(group)).toEqual([]);
  await world.rows("update platform_groups set max_running = 4");
  const next = await world.context.system.platformGroups.admissible(group);
  expect(next.map(({ tenantId }) => tenantId)).toEqual(["bolt", "core"]);
});

test("a platform that limits one sync pauses its whole group until the time it names, and no try is used up", async () => {
  const world = await sharing(10);
  await world.tenant("other", ["tiktok"], {}, { platform: "tiktok" });
  await world.tick("hour");
  await world.rows("update connections set next_due_at = null");
  await world.next();
  const detail = { error_class: "transient", error_message: "Too many calls. Retry in 30 minutes." };
  world.airbyte.end("failed", { detail });
  while (!(await world.count("platform_groups where paused_until is not null"))) await world.next();
  const [paused] = await world.rows<{ paused_until: number; paused_reason: string }>(
    "select * from platform_groups where paused_until is not null",
  );
  expect(paused?.paused_until).toBeGreaterThan(world.app.clock() + 29 * 60_000);
  expect(paused?.paused_reason).toBe(detail.error_message);
  const before = world.airbyte.jobs.length;
  await world.drain(() => running(world) > 0 && world.airbyte.end("succeeded", { rows: 1 }));
  expect(world.airbyte.jobs.length).toBeGreaterThanOrEqual(before);
  expect(await world.count("runs where connection_id = 'tiktok' and status = 'succeeded'")).toBe(1);
  const waiting = await world.rows("select attempt from runs where kind = 'sync' and status = 'queued'");
  expect(waiting.length).toBeGreaterThan(0);
  for (const row of waiting) expect(row).toEqual({ attempt: 0 });

  await world.tick("minute");
  await world.drain();
  expect(await inState(world, "queued")).toBe(waiting.length);
  world.app.pass(paused!.paused_until - world.app.clock());
  await world.tick("minute");
  await world.drain(() => running(world) > 0 && world.airbyte.end("succeeded", { rows: 1 }));
  expect(await inState(world, "succeeded")).toBe(7);
});

test("an operator ends the wait of a platform, and of no other", async () => {
  const world = await sharing(1, 1);
  const { platformGroups } = world.context.system;
  const later = world.app.clock() + 3_600_000;
  await platformGroups.pause({ key: "meta:token", platform: "meta" }, later, "quota");
  await platformGroups.pause({ key: "tiktok", platform: "tiktok" }, later, "quota");
  expect(await platformGroups.resume("meta")).toBe(1);
  expect(await platformGroups.resume("meta")).toBe(0);
  expect(await world.count("platform_groups where paused_until is not null")).toBe(1);
});

test("a platform that never lets a sync through fails it after a day", async () => {
  const world = await sharing(1, 1);
  await world.context.openTenant("acme").syncs.request(["acme-0"], "manual", "for a test");
  for (let hour = 0; hour < 30 && !(await inState(world, "failed")); hour += 1) {
    await world.tick("minute");
    await world.drain(() => {
      if (running(world) > 0)
        world.airbyte.end("failed", {
          detail: { error_class: "transient", error_message: "throttled", retry_after: 3600 },
        });
    });
    world.app.pass(3_600_000);
  }
  expect(await world.rows("select status, error_message from runs where connection_id = 'acme-0'")).toMatchObject([
    { status: "failed", error_message: "throttled" },
  ]);
});
