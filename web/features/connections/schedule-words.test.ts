import { expect, test } from "vitest";
import type { Schedule } from "#contracts/schedules.ts";
import { scheduleInWords } from "./schedule-words.ts";

test.each<[Schedule, string]>([
  [{ kind: "manual" }, "by hand"],
  [{ kind: "interval", every_minutes: 60, working_hours: true }, "every hour in working hours"],
  [{ kind: "interval", every_minutes: 2880, working_hours: false }, "every 2 days"],
  [{ kind: "interval", every_minutes: 90, working_hours: false }, "every 90 minutes"],
  [{ kind: "cron", expression: "15 2 * * *", time_zone: "UTC", working_hours: false }, "at 15 2 * * * (UTC)"],
])("%j", (schedule, words) => {
  expect(scheduleInWords(schedule)).toBe(words);
});
