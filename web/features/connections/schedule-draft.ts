import { hourly, Schedule } from "#contracts/schedules.ts";

/** What the editor's fields hold, of every kind, so that going back and forth between kinds loses nothing. */
export interface ScheduleDraft {
  kind: Schedule["kind"];
  everyMinutes: number;
  expression: string;
  timeZone: string;
  workingHours: boolean;
}

export const intervals = [15, 30, 60, 120, 180, 360, 720, 1440] as const;
const usualCron = "15 6 * * *";

export function draftOf(schedule: Schedule): ScheduleDraft {
  const usual = { everyMinutes: 60, expression: usualCron, timeZone: "", workingHours: true };
  if (schedule.kind === "manual") return { ...usual, kind: "manual" };
  if (schedule.kind === "interval")
    return { ...usual, kind: "interval", everyMinutes: schedule.every_minutes, workingHours: schedule.working_hours };
  const { expression, time_zone, working_hours } = schedule;
  return { ...usual, kind: "cron", expression, timeZone: time_zone ?? "", workingHours: working_hours };
}

export const hourlyDraft = draftOf(hourly);

/** The schedule, or what is wrong with which field. */
export function scheduleFrom(draft: ScheduleDraft): { schedule: Schedule } | { field: string; message: string } {
  const { kind, everyMinutes, expression, timeZone, workingHours } = draft;
  const given = {
    manual: { kind },
    interval: { kind, every_minutes: everyMinutes, working_hours: workingHours },
    cron: { kind, expression, time_zone: timeZone.trim() || null, working_hours: workingHours },
  }[kind];
  const parsed = Schedule.safeParse(given);
  if (parsed.success) return { schedule: parsed.data };
  const issue = parsed.error.issues[0]!;
  return { field: issue.path.map(String).join("."), message: issue.message };
}
