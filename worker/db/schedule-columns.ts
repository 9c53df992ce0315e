import type { Schedule } from "#contracts/schedules.ts";
import type { connections } from "./schema.ts";

type Row = typeof connections.$inferSelect;
type Columns = Pick<Row, "schedule" | "everyMinutes" | "cron" | "cronTimeZone" | "workingHoursOnly">;

/**
 * `next_due_at` of a connection whose next start is still to be worked out: the first one later than `since`, told by its negative. The minute
 * Cron does it, since a schedule cannot be reckoned in SQL.
 */
export const toBePlanned = (since: number): number => -since;

export function scheduleColumns(schedule: Schedule): Columns {
  const none = { everyMinutes: null, cron: null, cronTimeZone: null, workingHoursOnly: false };
  if (schedule.kind === "manual") return { ...none, schedule: "manual" };
  const columns = { ...none, schedule: schedule.kind, workingHoursOnly: schedule.working_hours };
  if (schedule.kind === "interval") return { ...columns, everyMinutes: schedule.every_minutes };
  return { ...columns, cron: schedule.expression, cronTimeZone: schedule.time_zone };
}

export function scheduleOf(row: Columns): Schedule {
  if (row.schedule === "interval")
    return { kind: "interval", every_minutes: row.everyMinutes ?? 60, working_hours: row.workingHoursOnly };
  if (row.schedule === "cron" && row.cron !== null)
    return {
      kind: "cron",
      expression: row.cron,
      time_zone: row.cronTimeZone,
      working_hours: row.workingHoursOnly,
    };
  return { kind: "manual" };
}
