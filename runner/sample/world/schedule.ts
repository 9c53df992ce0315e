import { dateOf, dayNumber, lastDayOf, monthIndex, monthOf } from "./calendar.ts";

/**
 * When a campaign delivers, as a function of the date alone.
 * always: every day. monthly: every day, on a budget that is set anew for each calendar month.
 * flight: eight weeks, then four weeks off, again and again. seasonal: two months on, one month paused.
 */
export type ScheduleKind = "always" | "monthly" | "flight" | "seasonal";

export interface Schedule {
  readonly kind: ScheduleKind;
  /** Shifts flights and seasons against each other: a number of days or months. */
  readonly phase: number;
  readonly created: string;
}

const FLIGHT_CYCLE = 84;
export const FLIGHT_DAYS = 56;

const dayOfFlight = (schedule: Schedule, day: number): number => (day + schedule.phase) % FLIGHT_CYCLE;

export function delivers(schedule: Schedule, date: string): boolean {
  if (date < schedule.created) return false;
  if (schedule.kind === "flight") return dayOfFlight(schedule, dayNumber(date)) < FLIGHT_DAYS;
  if (schedule.kind === "seasonal") return (monthIndex(monthOf(date)) + schedule.phase) % 3 !== 0;
  return true;
}

export interface Period {
  readonly start: string;
  readonly end: string | null;
}

/** The dates the platform shows on `today`: those of the flight or month that runs, or ran last. */
export function periodOf(schedule: Schedule, today: string): Period {
  if (schedule.kind === "monthly") return { start: `${monthOf(today)}-01`, end: lastDayOf(monthOf(today)) };
  if (schedule.kind !== "flight") return { start: schedule.created, end: null };
  const start = dayNumber(today) - dayOfFlight(schedule, dayNumber(today));
  return { start: dateOf(start), end: dateOf(start + FLIGHT_DAYS - 1) };
}

/** The last day, `today` or before, on which the schedule itself changed what the platform shows. */
export function changedOn(schedule: Schedule, today: string): string {
  if (schedule.kind === "always") return schedule.created;
  if (schedule.kind !== "flight") return `${monthOf(today)}-01`;
  const { start, end } = periodOf(schedule, today);
  return end !== null && end < today ? dateOf(dayNumber(end) + 1) : start;
}
