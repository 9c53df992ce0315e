import type { Fresh } from "#contracts/runner.ts";
import type { Connection } from "../../db/connections.ts";
import { scheduleOf } from "../../db/schedule-columns.ts";
import type { ScheduleTenant } from "../connections/schedule/next-due.ts";

/** The sources of which an hour is promised: one of their connections is synced every hour or more often, and not paused. */
export function freshOf(connections: readonly Connection[], { workFrom, workTo }: ScheduleTenant): Fresh {
  const sources = connections.flatMap((connection) => {
    const schedule = scheduleOf(connection);
    const isHourly = schedule.kind === "interval" && schedule.every_minutes <= 60;
    return isHourly && connection.status !== "paused" && connection.platform !== "custom" ? [connection.platform] : [];
  });
  return { sources: [...new Set(sources)].sort(), from: workFrom, to: workTo };
}
