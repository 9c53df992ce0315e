import fc from "fast-check";
import { expect, test } from "vitest";
import { publishOne } from "../../testing/http-runner.ts";
import { openWorld, type World } from "../../testing/ledger-world.ts";
import { dayIn, hourIn } from "../../zone-time.ts";
import { isWorkingTime } from "../metrics/staleness.ts";
import { aggregatesHour, refreshDue } from "./refresh-due.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const step = 5 * minuteMs;
const zones = [
  "America/Jamaica",
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Pacific/Chatham",
  "UTC",
];
/** Days around changes of clocks of one zone or another, and one without. */
const starts = ["2026-03-07", "2026-03-28", "2026-04-04", "2026-10-24", "2026-10-31", "2026-06-10"];

interface Ask {
  readonly at: number;
  readonly why: "daily" | "stale";
}

/** Three days in which every ask leads to a snapshot after so long, or to a failure. */
function asksOf(timeZone: string, from: number, to: number, start: number, takesMs: number, fails: boolean): Ask[] {
  const tenant = { timeZone, workingHours: { from, to } };
  const asks: Ask[] = [];
  let last = { generatedAt: start as number | null, askedAt: start as number | null };
  let busyUntil = 0;
  for (let now = start; now < start + 72 * hourMs; now += step) {
    if (now < busyUntil) continue;
    const why = refreshDue(last, tenant, now);
    if (why === null) continue;
    asks.push({ at: now, why });
    busyUntil = now + takesMs;
    last = { generatedAt: fails ? last.generatedAt : busyUntil, askedAt: now };
  }
  return asks;
}

test("in every zone, through changes of the clocks: one at five each day, stale ones in working hours, none again within the hour", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.nat(24),
      fc.nat(24),
      fc.constantFrom(...starts),
      fc.nat(47),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (zone, from, to, day, halfHour, takes, fails) => {
        const start = Date.parse(`${day}T00:00:00Z`) + halfHour * 30 * minuteMs;
        const asks = asksOf(zone, from, to, start, takes * step, fails);
        const daily = asks.filter(({ why }) => why === "daily");
        const days = daily.map(({ at }) => dayIn(zone, at));
        expect(days).toEqual([...new Set(days)]);
        expect(days.length).toBeGreaterThanOrEqual(2);
        // A transform under way at five is waited for.
        for (const { at } of daily) expect(hourIn(zone, at)).toBe(aggregatesHour);
        for (const [index, { at, why }] of asks.entries()) {
          if (why === "daily") continue;
          expect(isWorkingTime(at, { timeZone: zone, workingHours: { from, to } })).toBe(true);
          expect(at - (asks[index - 1]?.at ?? start)).toBeGreaterThan(hourMs);
        }
      },
    ),
    { numRuns: 60 },
  );
});

const asked = (world: World) => world.count("runs where kind = 'transform' and status = 'queued'");
const always = { time_zone: "America/Jamaica", working_hours: { from: 0, to: 24 } };

async function published(spec: typeof always): Promise<World> {
  const world = await openWorld();
  // Noon in Jamaica: today's aggregates are behind us.
  const noon = Date.parse(`${dayIn("America/Jamaica", world.app.clock())}T17:00:00Z`);
  world.app.pass(noon + (noon < world.app.clock() ? 24 * hourMs : 0) - world.app.clock());
  const tenant = await world.tenant("acme", ["meta"], spec);
  await world.rows("update connections set last_success_at = ?", world.app.clock() - 1);
  await tenant.transforms.request();
  await publishOne(world);
  return world;
}

test("a snapshot that gets older than an hour is asked for anew, once, however long nobody looked", async () => {
  const world = await published(always);
  world.app.pass(59 * minuteMs);
  await world.tick("minute");
  expect(await asked(world)).toBe(0);
  world.app.pass(50 * hourMs);
  for (let tick = 0; tick < 3; tick += 1) await world.tick("minute");
  expect(await asked(world)).toBe(1);
  await publishOne(world, "new");
  await world.tick("minute");
  expect(await asked(world)).toBe(0);
});

test("outside of working hours it waits for five in the morning", async () => {
  const world = await published({ ...always, working_hours: { from: 8, to: 10 } });
  world.app.pass(16.9 * hourMs);
  await world.tick("minute");
  expect(await asked(world)).toBe(0);
  world.app.pass(0.2 * hourMs);
  await world.tick("minute");
  expect(await asked(world)).toBe(1);
});

test("a tenant whose connections are paused, or never brought data, is left alone", async () => {
  const world = await published(always);
  await world.rows("update connections set status = 'paused'");
  await world.tenant("empty", ["meta"], always);
  world.app.pass(30 * hourMs);
  await world.tick("minute");
  expect(await asked(world)).toBe(0);
});
