import { Cron } from "croner";
import type { Schedule } from "#contracts/schedules.ts";
import { offsetMs } from "../../../zone-time.ts";

/** The moments that a schedule names, before working hours and jitter. Instants in milliseconds since 1970. */
export interface Slots {
  /** The first one later than `at`. */
  after(at: number): number | null;
  /** The last one not later than `at`. */
  upTo(at: number): number | null;
  /** Starts spread over so much time after each slot. */
  readonly spreadMs: number;
}

const minuteMs = 60_000;
/** Which of a zone's offsets aligns intervals; a fixed one, so that a change of the clocks neither stretches nor squeezes them. */
const alignedAt = Date.UTC(2026, 0, 1);

/** Null for `manual`. Throws for an expression that `checkCron` refuses. */
export function slotsOf(schedule: Schedule, timeZone: string): Slots | null {
  if (schedule.kind === "manual") return null;
  if (schedule.kind === "interval") return intervalSlots(schedule.every_minutes, timeZone);
  return cronSlots(schedule.expression, schedule.time_zone ?? timeZone);
}

function intervalSlots(everyMinutes: number, timeZone: string): Slots {
  const every = everyMinutes * minuteMs;
  const ahead = offsetMs(timeZone, alignedAt);
  const upTo = (at: number) => Math.floor((at + ahead) / every) * every - ahead;
  return { upTo, after: (at) => upTo(at) + every, spreadMs: Math.min(5 * minuteMs, every / 10) };
}

function cronSlots(expression: string, timeZone: string): Slots {
  const cron = cronOf(expression, timeZone);
  return {
    after: (at) => cron.nextRun(new Date(at))?.getTime() ?? null,
    // croner looks back from whole seconds and leaves the one that it looks from out.
    upTo: (at) => cron.previousRuns(1, new Date(Math.floor(at / 1000) * 1000 + 1000))[0]?.getTime() ?? null,
    spreadMs: minuteMs,
  };
}

/** Vixie's rule: a fixed time that the clocks skip comes right after the gap, and one that they show twice comes once. */
export function cronOf(expression: string, timeZone: string): Cron {
  return new Cron(expression, { timezone: timeZone, mode: "5-part", fixedTimeRule: "no-wildcard", paused: true });
}
