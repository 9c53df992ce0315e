import { expect, test } from "vitest";
import type { TenantSpec } from "#contracts/operator.ts";
import type { Schedule } from "#contracts/schedules.ts";
import { openWorld, type World } from "../testing/ledger-world.ts";
import { hourIn } from "../zone-time.ts";

const hourMs = 3_600_000;

const syncRuns = (world: World, tenantId: string) =>
  world.count("runs where kind = 'sync' and tenant_id = ?", tenantId);

/** Lets every sync that was asked for end well. */
async function finishSyncs(world: World): Promise<void> {
  await world.drain(() => {
    while (world.airbyte.jobs.some((job) => job.status === "running")) world.airbyte.end("succeeded", { rows: 1 });
  });
}

const hourly: Schedule = { kind: "interval", every_minutes: 60, working_hours: true };

/** Working hours so many hours from now, in a zone. */
const hours = (world: World, zone: string, from: number, to: number) => {
  const hour = hourIn(zone, world.app.clock());
  return { time_zone: zone, working_hours: { from: (hour + from + 24) % 24, to: (hour + to + 24) % 24 } };
};

const dueAt = async (world: World) =>
  (await world.rows<{ next_due_at: number }>("select next_due_at from connections order by tenant_id, id")).map(
    (row) => row.next_due_at,
  );

/** Lets time pass up to the minute tick before an instant. */
const passTo = (world: World, at: number) => world.app.pass(at - world.app.clock());

/** A connection whose next start is worked out, and the clock a minute before it. When it is due at once, it is planned a little later. */
async function planned(schedule: Schedule = hourly, spec: Partial<TenantSpec> = {}, ahead = 0): Promise<World> {
  const world = await openWorld();
  world.app.pass(ahead);
  await world.tenant("acme", ["meta"], spec, { schedule });
  await world.tick("minute");
  const [next] = await dueAt(world);
  const atOnce = (await syncRuns(world, "acme")) > 0 || next! <= world.app.clock() + 60_000;
  if (atOnce) return planned(schedule, spec, ahead + 120_000);
  passTo(world, next! - 60_000);
  return world;
}

test("a connection starts when its schedule says, to the second, and its next start is noted with it", async () => {
  const world = await planned();
  const [due] = await dueAt(world);
  passTo(world, due! - 90_000);
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(0);
  passTo(world, due! - 20_000);
  await world.tick("minute");
  await world.tick("minute");
  expect(world.queue.waiting).toHaveLength(1);
  expect(Math.abs(world.queue.waiting[0]!.at - due!)).toBeLessThan(1000);
  expect(await world.rows("select trigger, attempt, status from runs")).toEqual([
    { trigger: "schedule", attempt: 0, status: "queued" },
  ]);
  expect(await dueAt(world)).toEqual([due! + hourMs]);
});

test("slots that were missed are caught up by one sync, and in working hours only", async () => {
  const world = await planned({ kind: "interval", every_minutes: 60, working_hours: false });
  world.app.pass(50.5 * hourMs);
  await world.tick("minute");
  await finishSyncs(world);
  await world.tick("minute");
  expect(await world.rows("select trigger from runs where kind = 'sync'")).toEqual([{ trigger: "catch_up" }]);
  expect((await dueAt(world))[0]).toBeGreaterThan(world.app.clock());

  const sleeper = await openWorld();
  await sleeper.tenant("sleeps", ["meta"], hours(sleeper, "America/Jamaica", 3, 5));
  await sleeper.rows("update connections set next_due_at = ?", sleeper.app.clock() - hourMs);
  await sleeper.tick("minute");
  expect(await syncRuns(sleeper, "sleeps")).toBe(0);
  expect((await dueAt(sleeper))[0]).toBeGreaterThan(sleeper.app.clock() + hourMs);
});

test("a connection that is still being synced skips its slot", async () => {
  const world = await planned();
  const [due] = await dueAt(world);
  await world.tick("hour");
  passTo(world, due!);
  await world.tick("minute");
  expect(await syncRuns(world, "acme")).toBe(1);
  expect(await dueAt(world)).toEqual([due! + hourMs]);
});

test("nothing starts by itself that is paused, needs attention or is synced by hand", async () => {
  const world = await planned();
  for (const status of ["paused", "attention"]) {
    await world.rows("update connections set status = ?, next_due_at = 1", status);
    await world.tick("minute");
    await world.tick("hour");
  }
  await world.tenant("by-hand", ["meta"], {}, { schedule: { kind: "manual" } });
  await world.tick("hour");
  await world.tick("minute");
  expect(await world.count("runs")).toBe(0);
});

test("two ticks at once start each connection once", async () => {
  const world = await openWorld();
  await world.tenant(
    "acme",
    Array.from({ length: 40 }, (_, index) => `c${index}`),
  );
  await world.rows("update connections set next_due_at = ?", world.app.clock() - 1000);
  await Promise.all([world.tick("minute"), world.tick("minute")]);
  expect(await syncRuns(world, "acme")).toBe(40);
  expect(world.queue.waiting).toHaveLength(40);
});

test("tenants take turns: one with hundreds that are due holds up none with one", async () => {
  const world = await openWorld();
  await world.tenant(
    "large",
    Array.from({ length: 300 }, (_, index) => `c${index}`),
  );
  for (const id of ["mid", "small", "tiny"]) await world.tenant(id, ["meta"]);
  await world.rows("update connections set next_due_at = ?", world.app.clock() - 1000);
  await world.rows("update connections set next_due_at = ? where tenant_id = 'tiny'", world.app.clock());
  const first = await world.context.system.dueSyncs.list(world.app.clock(), 6);
  expect(first.map(({ tenant }) => tenant.id)).toEqual(["large", "mid", "small", "tiny", "large", "large"]);
  await world.tick("minute");
  expect(await world.count("runs")).toBe(303);
});

test("other working hours are other times, and what was due already starts all the same", async () => {
  const world = await planned();
  const [due] = await dueAt(world);
  await world.tenant("acme", [], hours(world, "America/Jamaica", 3, 5));
  await world.tick("minute");
  expect((await dueAt(world))[0]).toBeGreaterThan(due! + hourMs);
  const other = await planned();
  const [soon] = await dueAt(other);
  passTo(other, soon! - 30_000);
  await other.tenant("acme", [], { label: "Renamed" });
  passTo(other, soon! + 90_000);
  await other.tick("minute");
  expect(await syncRuns(other, "acme")).toBe(1);
});

test("a schedule that cannot be read holds up no other", async () => {
  const world = await openWorld();
  await world.tenant("acme", ["broken", "meta"]);
  await world.rows("update connections set next_due_at = ?", world.app.clock() - 1000);
  await world.rows("update connections set schedule = 'cron', cron = 'nonsense' where id = 'broken'");
  await world.tick("minute");
  expect(await world.rows("select connection_id from runs")).toEqual([{ connection_id: "meta" }]);
  expect(world.app.logged).toContainEqual(expect.objectContaining({ event: "schedule-unreadable" }));
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

test("an hour tick, which people fire, starts what is idle, at any hour and as often as it is fired", async () => {
  const world = await openWorld();
  await world.tenant("sleeps", ["meta"], hours(world, "America/Jamaica", 2, 4));
  for (const expected of [1, 2, 3]) {
    await world.tick("hour");
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
  await world.rows("update connections set next_due_at = ?", world.app.clock());
  await expect(minuteTick({ ...world.context, system: broken })).rejects.toThrow("D1 is away");
  expect(await syncRuns(world, "acme")).toBe(1);
  expect(await world.count("heartbeats where part = 'cron:minute'")).toBe(1);
});
