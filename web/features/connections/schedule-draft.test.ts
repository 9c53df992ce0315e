import { expect, test } from "vitest";
import type { Schedule } from "#contracts/schedules.ts";
import { draftOf, hourlyDraft, scheduleFrom } from "./schedule-draft.ts";

test.each<[Schedule]>([
  [{ kind: "manual" }],
  [{ kind: "interval", every_minutes: 90, working_hours: false }],
  [{ kind: "cron", expression: "15 2 * * 1", time_zone: "Europe/Vienna", working_hours: true }],
  [{ kind: "cron", expression: "15 2 * * 1", time_zone: null, working_hours: false }],
])("%j comes back as it went in", (schedule) => {
  expect(scheduleFrom(draftOf(schedule))).toEqual({ schedule });
});

test("what does not fit is said by its field", () => {
  expect(scheduleFrom({ ...hourlyDraft, everyMinutes: 5 })).toMatchObject({ field: "every_minutes" });
  expect(scheduleFrom({ ...hourlyDraft, kind: "cron", expression: "x" })).toMatchObject({ field: "expression" });
  expect(scheduleFrom({ ...hourlyDraft, kind: "cron", timeZone: "Mars" })).toMatchObject({ field: "time_zone" });
});
