import type { Connection } from "../../../db/connections.ts";
import { scheduleOf } from "../../../db/schedule-columns.ts";
import { nextDue, type ScheduleTenant } from "./next-due.ts";

/** When a connection starts next by itself, milliseconds since 1970; null when it does not: by hand, paused, or in need of attention. */
export function nextRunAt(connection: Connection, tenant: ScheduleTenant, now: number): number | null {
  if (connection.status !== "active") return null;
  const { nextDueAt } = connection;
  if (nextDueAt === null || nextDueAt > now) return nextDueAt;
  return nextDue(scheduleOf(connection), tenant, connection.id, now);
}
