import type { Schedule } from "#contracts/schedules.ts";
import { plural } from "../../lib/format.ts";

const hour = 60;
const day = 24 * hour;

/** `every 2 hours in working hours`. */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.kind === "manual") return "by hand";
  const often = schedule.kind === "cron" ? `at ${schedule.expression}` : every(schedule.every_minutes);
  const zone = schedule.kind === "cron" && schedule.time_zone ? ` (${schedule.time_zone})` : "";
  return `${often}${zone}${schedule.working_hours ? " in working hours" : ""}`;
}

function every(minutes: number): string {
  if (minutes === hour) return "every hour";
  if (minutes === day) return "every day";
  if (minutes % day === 0) return `every ${plural(minutes / day, "day")}`;
  if (minutes % hour === 0) return `every ${plural(minutes / hour, "hour")}`;
  return `every ${plural(minutes, "minute")}`;
}
