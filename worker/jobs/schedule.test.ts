import fc from "fast-check";
import { expect, test } from "vitest";
import { isWorkingTime } from "../features/metrics/staleness.ts";
import { openWorld, type World } from "../testing/ledger-world.ts";
import { hourByZone } from "./hour-by-zone.ts";

const hourMs = 3_600_000;
const onTheHour = (world: World) => Math.floor(world.app.clock() / hourMs) * hourMs;

const syncRuns = (world: World, tenantId: string) =>
  world.count("runs where kind = 'sync' and tenant_id = ?", tenantId);

/** Lets every sync that was asked for end well. */
async function finishSyncs(world: World): Promise<void> {
  await world.drain(() => {
    while (world.airbyte.jobs.some((job) => job.status === "running")) world.airbyte.end("succeeded", { rows: 1 });
  });
}

const hours = (world: World, zone: string, from: number, to: number) => {
  const hour = hourByZone([zone], world.app.clock())[zone]!;
  return { time_zone: zone, working_hours: { from: (hour + from + 24) % 24, to: (hour + to + 24) % 24 } };
};

test("on the hour, hourly connections start where it is a working hour, and there only", async () => {
  const world = await openWorld();
  await world.tenant("works", ["meta", "tiktok"], hours(world, "America/Jamaica", 0, 1));
  await world.tenant("sleeps", ["meta"], hours(world, "America/Jamaica", 1, 3));
  await world.tenant("kolkata", ["meta"], hours(world, "Asia/Kolkata", -3, 2));
  await world.tenant("by-hand", ["meta"], {}, { schedule: "manual" });
  await world.tick("hour", onTheHour(world));
  const started = await Promise.all(["works", "sleeps", "kolkata", "by-hand"].map((id) => syncRuns(world, id)));
  expect(started).toEqual([2, 0, 1, 0]);
});

test("a tick is idempotent, and connections that are being synced are left alone", async () => {
  const world = await openWorld();
  await world.tenant("acme", ["meta", "tiktok"]);
  await world.tick("hour");
  await world.tick("hour");
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(2);
  await finishSyncs(world);
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(2);
});

test("an hour tick fired by hand starts what is idle, at any hour and as often as it is fired", async () => {
  const world = await openWorld();
  await world.tenant("sleeps", ["meta"], hours(world, "America/Jamaica", 2, 4));
  const offTheHour = onTheHour(world) + 17 * 60_000;
  for (const expected of [1, 2, 3]) {
    await world.tick("hour", offTheHour);
    expect(await syncRuns(world, "sleeps")).toBe(expected);
    await finishSyncs(world);
  }
});

test("more connections than a page holds are all started", async () => {
  const world = await openWorld();
  const ids = Array.from({ length: 230 }, (_, index) => `connection-${index}`);
  await world.tenant("large", ids.slice(0, 115));
  await world.tenant("larger", ids.slice(115));
  await world.tick("hour");
  expect(await world.count("runs")).toBe(230);
  expect(world.queue.waiting).toHaveLength(230);
  expect(await world.count("outbox")).toBe(0);
});

test("what was never synced or missed its hour starts with the backstop: once, not for every hour missed", async () => {
  const world = await openWorld();
  await world.tenant("acme", ["meta"]);
  await world.tenant("sleeps", ["meta"], hours(world, "America/Jamaica", 3, 5));
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(1);
  expect(await syncRuns(world, "sleeps")).toBe(0);
  await finishSyncs(world);

  world.app.pass(74 * 60_000);
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(1);
  world.app.pass(50 * hourMs);
  await world.tick("minute");
  await finishSyncs(world);
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(2);
});

test("a sync that ended after the last transform started and whose wish got lost gets its transform", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  await world.tick("hour");
  await finishSyncs(world);
  const lost = "runs where kind = 'transform'";
  await world.rows(`delete from run_steps where run_id in (select id from ${lost})`);
  await world.rows(`delete from ${lost}`);
  await world.tick("minute");
  await world.tick("minute");
  expect(await world.count(lost)).toBe(1);

  world.app.pass(1000);
  const lease = await world.context.system.leases.take("r1");
  const { transforms } = world.context.openTenant("acme");
  await transforms.publish({ runId: lease!.runId, token: lease!.token }, lease!.snapshotId, world.app.clock());
  await world.tick("minute");
  expect(await world.count(lost)).toBe(1);
});

test("a part of the backstop that fails does not keep the others from their work", async () => {
  const world = await openWorld();
  await world.tenant("acme");
  const { system } = world.context;
  const broken = { ...system, outbox: { ...system.outbox, overdue: () => Promise.reject(new Error("D1 is away")) } };
  const { minuteTick } = await import("./minute-tick.ts");
  await expect(minuteTick({ ...world.context, system: broken })).rejects.toThrow("D1 is away");
  expect(await syncRuns(world, "acme")).toBe(1);
  expect(await world.count("heartbeats where part = 'cron:minute'")).toBe(1);
});

test("the hours that Cron starts syncs in are the hours that the page calls working time", async () => {
  const world = await openWorld();
  const hour = fc.integer({ min: 0, max: 24 });
  const zone = fc.constantFrom("America/Jamaica", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC");
  const at = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
  await world.tenant("acme");
  await fc.assert(
    fc.asyncProperty(hour, hour, zone, at, async (from, to, timeZone, instant) => {
      await world.rows("update tenants set work_from = ?, work_to = ?, time_zone = ?", from, to, timeZone);
      const due = await world.context.system.due.idleConnections(hourByZone([timeZone], instant), false, 10);
      expect(due.length === 1).toBe(isWorkingTime(instant, { timeZone, workingHours: { from, to } }));
    }),
    { numRuns: 60 },
  );
});
