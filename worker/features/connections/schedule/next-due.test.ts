import fc from "fast-check";
import { expect, test } from "vitest";
import { hourly, type Schedule } from "#contracts/schedules.ts";
import { isWorkingTime } from "../../metrics/staleness.ts";
import { nextDue, nextStarts, type ScheduleTenant, workingTimeOf } from "./next-due.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const at = (text: string) => Date.parse(text);

const tenantIn = (timeZone: string, workFrom = 0, workTo = 24): ScheduleTenant => ({
  id: "acme",
  timeZone,
  workFrom,
  workTo,
});
const cron = (expression: string, timeZone: string | null = null, workingHours = false): Schedule => ({
  kind: "cron",
  expression,
  time_zone: timeZone,
  working_hours: workingHours,
});
const startsAfter = (schedule: Schedule, tenant: ScheduleTenant, after: string) =>
  nextStarts(schedule, tenant, null, at(after)).map((instant) => new Date(instant).toISOString().slice(0, 16));

const zone = fc.constantFrom(
  "UTC",
  "America/Jamaica",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Chatham",
);
const instant = fc.integer({ min: at("2010-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });
const id = fc.constantFrom(null, "meta", "0199-aaaa", "0199-aaab", "tiktok");
const working = fc.boolean();
const hour = fc.integer({ min: 0, max: 24 });
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({
    kind: fc.constant("interval" as const),
    every_minutes: fc.oneof(fc.constantFrom(15, 60, 90, 360, 1440, 1441, 10_080), fc.integer({ min: 15, max: 10_080 })),
    working_hours: working,
  }),
  fc.record({
    kind: fc.constant("cron" as const),
    expression: fc.constantFrom(
      "0 * * * *",
      "*/15 * * * *",
      "30 2 * * *",
      "15 1,2,3 * * *",
      "0 6 * * 1-5",
      "59 23 L * *",
    ),
    time_zone: fc.option(zone),
    working_hours: working,
  }),
);

test("hourly is the full hour in working hours; a quarter past six at night waits for the morning", () => {
  const jamaica = tenantIn("America/Jamaica", 6, 22);
  expect(nextDue(hourly, jamaica, null, at("2026-03-02T15:20:00Z"))).toBe(at("2026-03-02T16:00:00Z"));
  expect(nextDue(hourly, jamaica, null, at("2026-03-03T02:30:00Z"))).toBe(at("2026-03-03T11:00:00Z"));
  const kolkata = tenantIn("Asia/Kolkata", 22, 2);
  expect(nextDue(hourly, kolkata, null, at("2026-03-02T10:00:00Z"))).toBe(at("2026-03-02T16:30:00Z"));
  expect(nextDue(hourly, { ...jamaica, workTo: 6 }, null, at("2026-03-02T10:00:00Z"))).toBeNull();
  expect(nextDue({ kind: "manual" }, jamaica, null, at("2026-03-02T10:00:00Z"))).toBeNull();
});

test("a slot at night is put off until work begins, also one that comes once a day or week", () => {
  const jamaica = tenantIn("America/Jamaica", 6, 22);
  const daily: Schedule = { kind: "interval", every_minutes: 1440, working_hours: true };
  expect(startsAfter(daily, jamaica, "2026-03-02T08:00:00Z").slice(0, 2)).toEqual([
    "2026-03-02T11:00",
    "2026-03-03T11:00",
  ]);
  expect(startsAfter(cron("15 2 * * *", null, true), jamaica, "2026-03-02T08:00:00Z")[0]).toBe("2026-03-02T11:00");
});

test("a fixed time that the clocks skip comes right after the gap, and one that they show twice comes once", () => {
  const newYork = tenantIn("America/New_York");
  expect(startsAfter(cron("30 2 * * *"), newYork, "2026-03-07T08:00:00Z").slice(0, 2)).toEqual([
    "2026-03-08T07:00",
    "2026-03-09T06:30",
  ]);
  expect(startsAfter(cron("30 1 * * *"), newYork, "2026-11-01T00:00:00Z").slice(0, 2)).toEqual([
    "2026-11-01T05:30",
    "2026-11-02T06:30",
  ]);
  expect(startsAfter(cron("30 1 * * *", "Europe/London"), newYork, "2026-10-24T12:00:00Z").slice(0, 2)).toEqual([
    "2026-10-25T00:30",
    "2026-10-26T01:30",
  ]);
});

test("every daily time comes once on every day of the calendar, whatever the clocks do", () => {
  const dayIn = (timeZone: string) => new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" });
  const minuteOfDay = fc.integer({ min: 0, max: 1439 });
  const year = fc.integer({ min: 2013, max: 2038 });
  fc.assert(
    fc.property(zone, year, minuteOfDay, id, (timeZone, inYear, minute, connection) => {
      const daily = cron(`${minute % 60} ${Math.floor(minute / 60)} * * *`);
      const days = dayIn(timeZone);
      const seen: string[] = [];
      // The jitter, a minute at most, is taken off again: it may carry 23:59 into the next day.
      const jitter = nextDue(daily, tenantIn(timeZone), connection, 0)! - nextDue(daily, tenantIn(timeZone), null, 0)!;
      for (let now = Date.UTC(inYear, 0, 1); seen.length < 366; ) {
        now = nextDue(daily, tenantIn(timeZone), connection, now)!;
        seen.push(days.format(now - jitter));
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect((Date.parse(seen.at(-1)!) - Date.parse(seen[0]!)) / dayMs).toBe(seen.length - 1);
    }),
    { numRuns: 25 },
  );
});

test("intervals are as long as they say through every change of the clocks", () => {
  const every = fc.integer({ min: 15, max: 10_080 });
  fc.assert(
    fc.property(zone, every, id, instant, (timeZone, everyMinutes, connection, after) => {
      const interval: Schedule = { kind: "interval", every_minutes: everyMinutes, working_hours: false };
      const starts = nextStarts(interval, tenantIn(timeZone), connection, after);
      expect(starts).toHaveLength(5);
      expect(starts[0]! - after).toBeLessThanOrEqual(everyMinutes * minuteMs);
      for (const [index, start] of starts.slice(1).entries())
        expect(start - starts[index]!).toBe(everyMinutes * minuteMs);
    }),
  );
});

test("starts lie in the future and in working hours, and asking in between skips none", () => {
  fc.assert(
    fc.property(
      schedule,
      zone,
      hour,
      hour,
      id,
      instant,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (plan, timeZone, from, to, connection, after, share) => {
        const tenant = tenantIn(timeZone, from, to);
        const next = nextDue(plan, tenant, connection, after);
        if (next === null) {
          expect(from === to || (from === 24 && to === 0)).toBe(true);
          return;
        }
        expect(next).toBeGreaterThan(after);
        if (plan.kind !== "manual" && plan.working_hours) expect(isWorkingTime(next, workingTimeOf(tenant))).toBe(true);
        const between = after + Math.floor((next - after) * share);
        expect(nextDue(plan, tenant, connection, between)).toBe(next);
      },
    ),
    { numRuns: 400 },
  );
});

test("jitter spreads a thousand connections over its width, and is the same every time", () => {
  const late = Array.from({ length: 1000 }, (_, index) => {
    const start = nextDue(hourly, tenantIn("UTC"), `connection-${index}`, at("2026-03-02T09:59:59.999Z"))!;
    expect(nextDue(hourly, tenantIn("UTC"), `connection-${index}`, start)).toBe(start + hourMs);
    return start - at("2026-03-02T10:00:00Z");
  });
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...late)).toBeLessThan(5 * minuteMs);
  const perMinute = Map.groupBy(late, (delay) => Math.floor(delay / minuteMs));
  expect([...perMinute.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
  for (const inMinute of perMinute.values()) expect(inMinute.length).toBeLessThan(260);
  const perSecond = Map.groupBy(late, (delay) => delay);
  expect(Math.max(...[...perSecond.values()].map((each) => each.length))).toBeLessThan(20);
  const quarterly: Schedule = { kind: "interval", every_minutes: 15, working_hours: true };
  const shortly = nextDue(quarterly, tenantIn("UTC"), "connection-7", at("2026-03-02T09:59:59.999Z"))!;
  expect(shortly - at("2026-03-02T10:00:00Z")).toBeLessThan(1.5 * minuteMs);
});
