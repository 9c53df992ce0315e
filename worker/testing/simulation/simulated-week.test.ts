import { expect, test } from "vitest";
import type { Schedule } from "#contracts/schedules.ts";
import { scheduleColumns, toBePlanned } from "../../db/schedule-columns.ts";
import { nextDue } from "../../features/connections/schedule/next-due.ts";
import type { JobContext } from "../../jobs/define-job.ts";
import { tick } from "../../jobs/schedule.ts";
import { createLog } from "../../log.ts";
import { openServices } from "../../services.ts";
import { testEnv } from "../environment.ts";
import { openWorld } from "../ledger-world.ts";
import { simulatedAirbyte } from "./simulated-airbyte.ts";
import { simulatedQueue } from "./simulated-queue.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Monday; the clocks change in New York on the Sunday. */
const monday = Date.parse("2026-03-02T00:00:00Z");
const dayMs = 24 * hourMs;
const end = monday + 7 * dayMs;
/** While every minute ticks, and not only those in which something is due: through the busiest hours and the change of clocks. */
const closely = [
  { from: monday + 2 * dayMs + 9 * hourMs, to: monday + 2 * dayMs + 15 * hourMs },
  { from: monday + 6 * dayMs + 5 * hourMs, to: monday + 6 * dayMs + 9 * hourMs },
];
const mostRunning = 6;

const zones = ["America/Jamaica", "America/New_York", "Europe/London", "Asia/Kathmandu", "UTC"];
const platforms = ["meta", "google_ads", "linkedin", "tiktok", "microsoft_ads"];
const daily = (expression: string): Schedule => ({ kind: "cron", expression, time_zone: null, working_hours: false });

/** 40 are synced by the hour, 200 each day, the rest once in the week: half of them at six on Wednesday, the busiest minute. */
function scheduleOf(index: number): Schedule {
  if (index % 25 === 0) return { kind: "interval", every_minutes: 60, working_hours: true };
  if (index % 5 === 1) return daily(`${index % 60} 6 * * *`);
  if (index % 2 === 0) return daily("0 6 * * 3");
  return { kind: "interval", every_minutes: 10_080, working_hours: false };
}

/** One tenant has 400 of the thousand connections, the others three each; platforms share one group each. */
const tenantsOf = Array.from({ length: 200 }, (_, index) => ({
  id: `tenant-${index}`,
  timeZone: zones[index % zones.length]!,
  workFrom: 6,
  workTo: 22,
}));
const connectionsOf = Array.from({ length: 1000 }, (_, index) => ({
  id: `connection-${index}`,
  airbyteId: `airbyte-${index}`,
  tenant: tenantsOf[index < 400 ? 0 : 1 + (index % 199)]!,
  platform: platforms[index % platforms.length]!,
  schedule: scheduleOf(index),
}));

async function insertAll(db: D1Database): Promise<void> {
  const tenants = tenantsOf.map((tenant) => [tenant.id, tenant.timeZone, tenant.workFrom, tenant.workTo]);
  const connections = connectionsOf.map(({ id, airbyteId, tenant, platform, schedule }) => {
    const { schedule: kind, everyMinutes, cron, cronTimeZone, workingHoursOnly } = scheduleColumns(schedule);
    return [tenant.id, id, platform, airbyteId, kind, everyMinutes, cron, cronTimeZone, Number(workingHoursOnly)];
  });
  const field = (at: number) => `row.value ->> ${at}`;
  await db.batch([
    db
      .prepare(`insert into tenants (id, label, time_zone, currency, region_set, work_from, work_to, created_at)
        select ${field(0)}, ${field(0)}, ${field(1)}, 'USD', 'none', ${field(2)}, ${field(3)}, 0 from json_each(?) row`)
      .bind(JSON.stringify(tenants)),
    db
      .prepare(`insert into connections (tenant_id, id, platform, name, airbyte_connection_id, schedule, every_minutes, cron,
          cron_time_zone, working_hours_only, next_due_at, created_at)
        select ${[0, 1, 2, 1, 3, 4, 5, 6, 7, 8].map(field).join(", ")}, ${toBePlanned(monday)}, 0 from json_each(?) row`)
      .bind(JSON.stringify(connections)),
    ...platforms.map((platform) =>
      db
        .prepare("insert into platform_groups (key, platform, max_running, updated_at) values (?1, ?1, ?2, 0)")
        .bind(platform, mostRunning),
    ),
  ]);
}

function slotsIn({ schedule, tenant, id }: (typeof connectionsOf)[number]): number[] {
  const slots: number[] = [];
  for (let at = nextDue(schedule, tenant, id, monday); at !== null && at < end; at = nextDue(schedule, tenant, id, at))
    slots.push(at);
  return slots;
}

test("1,000 connections of 200 tenants in a week: each starts once and in time, none overlaps, no group is over its limit, and what fails is what was made to fail", async () => {
  const world = await openWorld();
  const db = testEnv.DB;
  await insertAll(db);
  let now = monday;
  const clock = () => now;
  const queue = simulatedQueue(clock);
  const groups = new Map(connectionsOf.map(({ airbyteId, platform }) => [airbyteId, platform]));
  const { airbyte, broken, injected } = simulatedAirbyte(clock, groups, mostRunning);
  const services = openServices(
    { ...testEnv, JOBS: queue.binding as unknown as Queue<unknown> },
    clock,
    createLog({}, () => {}),
  );
  const context: JobContext = { ...services, airbyte: airbyte as JobContext["airbyte"] };

  /** People mend at once what needs attention; no slot is lost by it. */
  const mend = () =>
    world.rows("update connections set status = 'active', next_due_at = -attention_at where status = 'attention'");
  const nextTick = async (): Promise<number> => {
    const [row] = await world.rows<{ due: number | null; waiting: number }>(
      `select (select min(next_due_at) from connections where status = 'active') as due,
        exists (select 1 from runs where status = 'queued' and group_key is not null) as waiting`,
    );
    const following = (Math.floor(now / minuteMs) + 1) * minuteMs;
    if (row?.waiting || closely.some(({ from, to }) => now >= from && now < to)) return following;
    return Math.max(following, Math.floor((row?.due ?? end) / minuteMs) * minuteMs);
  };

  let tickAt = monday;
  while (now < end + hourMs) {
    if (queue.nextAt !== undefined && queue.nextAt < tickAt) {
      now = Math.max(now, queue.nextAt);
      await queue.handOut(queue.nextAt, context);
      continue;
    }
    if (tickAt >= end + hourMs) break;
    now = tickAt;
    await mend();
    await tick({ cron: "* * * * *" }, context);
    tickAt = await nextTick();
  }

  expect(broken).toEqual([]);
  const runs = await world.rows<{ id: string; connection_id: string; status: string; created_at: number }>(
    `select id, connection_id, status, created_at from runs where kind = 'sync' order by created_at, id`,
  );
  const runsOf = Map.groupBy(runs, (run) => run.connection_id);
  let slots = 0;
  let latest = 0;
  for (const connection of connectionsOf) {
    const expected = slotsIn(connection);
    const started = (runsOf.get(connection.id) ?? []).filter((run) => queue.firstHanded.get(run.id)! < end + 1000);
    expect([connection.id, started.length]).toEqual([connection.id, expected.length]);
    for (const [index, slot] of expected.entries()) {
      const late = queue.firstHanded.get(started[index]!.id)! - slot;
      expect(late).toBeGreaterThanOrEqual(0);
      latest = Math.max(latest, late);
    }
    slots += expected.length;
  }
  expect(slots).toBeGreaterThan(6_000);
  expect(latest).toBeLessThanOrEqual(minuteMs);
  const inStatus = Map.groupBy(runs, (run) => run.status);
  expect(inStatus.get("failed")?.length).toBe(injected.failed);
  expect(injected.failed).toBeGreaterThan(10);
  expect(injected.limited).toBeGreaterThan(3);
  expect(
    await world.count("runs where kind = 'sync' and status in ('queued', 'running') and created_at < ?", end),
  ).toBe(0);
  expect(await world.count("dead_letters")).toBe(0);
}, 1_800_000);
