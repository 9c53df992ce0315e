import type { Schedule } from "#contracts/schedules.ts";
import { problem } from "../../../http/problem.ts";
import { cronOf } from "./slots.ts";

/** As short as an interval may be. */
const closestMs = 15 * 60_000;
const sampled = 200;
const sampledFrom = new Date(Date.UTC(2026, 0, 1));

/** 400 for a schedule that can never be followed; `field` is where it stands in the request, empty for the body itself. */
export function refuseWrongSchedule(schedule: Schedule, field = ""): void {
  if (schedule.kind !== "cron") return;
  const message = wrongIn(schedule.expression);
  if (message === undefined) return;
  const name = field === "" ? "expression" : `${field}.expression`;
  throw problem("invalid-input", { detail: `${name}: ${message}`, errors: [{ field: name, message }] });
}

/** What is wrong with a cron expression and what to do; undefined when nothing is. */
function wrongIn(expression: string): string | undefined {
  if (expression.split(/\s+/).length !== 5)
    return 'must have five fields (minute, hour, day of month, month, day of week), such as "15 2 * * 1-5"';
  let starts: number[];
  try {
    starts = cronOf(expression, "UTC")
      .nextRuns(sampled, sampledFrom)
      .map((date) => date.getTime());
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^CronPattern: /, "") : "it cannot be read";
    return `is no cron expression: ${said}; write it as in "15 2 * * 1-5"`;
  }
  if (starts.length === 0) return "names a day that never comes; choose another day or month";
  if (starts.some((at, index) => index > 0 && at - starts[index - 1]! < closestMs))
    return "starts more often than every 15 minutes; leave more time between the starts";
  return undefined;
}
