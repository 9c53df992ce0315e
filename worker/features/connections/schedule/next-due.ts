import type { Schedule } from "#contracts/schedules.ts";
import { nextFullHour } from "../../../zone-time.ts";
import { isWorkingTime, type WorkingTime } from "../../metrics/staleness.ts";
import { jitterMs } from "./jitter.ts";
import { slotsOf } from "./slots.ts";

/** What a schedule needs to know of its tenant; hours as in `WorkingTime`. */
export interface ScheduleTenant {
  readonly id: string;
  readonly timeZone: string;
  readonly workFrom: number;
  readonly workTo: number;
}

/**
 * The first start later than `after`, jitter included (none without a connection); null when there is none. Instants in milliseconds since
 * 1970. A slot outside of working hours, where they count, is put off until they begin; slots that are put off to the same moment are one.
 */
export function nextDue(
  schedule: Schedule,
  tenant: ScheduleTenant,
  connectionId: string | null,
  after: number,
): number | null {
  const slots = slotsOf(schedule, tenant.timeZone);
  if (slots === null || schedule.kind === "manual") return null;
  const jitter = connectionId === null ? 0 : jitterMs(`${tenant.id}/${connectionId}`, slots.spreadMs);
  const next = slots.after(after - jitter);
  if (!schedule.working_hours) return next === null ? null : next + jitter;

  const hours = workingTimeOf(tenant);
  const last = slots.upTo(after - jitter);
  const putOff = last === null ? null : startOf(last, jitter, hours);
  if (putOff !== null && putOff > after) return putOff;
  return next === null ? null : startOf(next, jitter, hours);
}

/** The next five starts, or as many as there are. */
export function nextStarts(
  schedule: Schedule,
  tenant: ScheduleTenant,
  connectionId: string | null,
  after: number,
): number[] {
  const starts: number[] = [];
  for (let at: number | null = after; starts.length < 5; starts.push(at)) {
    at = nextDue(schedule, tenant, connectionId, at);
    if (at === null) break;
  }
  return starts;
}

export const workingTimeOf = ({ timeZone, workFrom, workTo }: ScheduleTenant): WorkingTime => ({
  timeZone,
  workingHours: { from: workFrom, to: workTo },
});

/** Slot and jitter must both lie in working hours. */
function startOf(slot: number, jitter: number, hours: WorkingTime): number | null {
  const opened = opening(slot, hours);
  if (opened === null || isWorkingTime(opened + jitter, hours)) return opened === null ? null : opened + jitter;
  const later = opening(opened + jitter, hours);
  return later === null ? null : later + jitter;
}

/** Two days on, every hour of the day was tried, also where a change of the clocks left one out. */
const hoursAhead = 49;

/** `at` if it lies in working hours, else when they begin next; null when there are none. */
function opening(at: number, hours: WorkingTime): number | null {
  let candidate = at;
  for (let tried = 0; tried < hoursAhead; tried += 1) {
    if (isWorkingTime(candidate, hours)) return candidate;
    candidate = nextFullHour(hours.timeZone, candidate);
  }
  return null;
}
