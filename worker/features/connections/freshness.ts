import type { ConnectionTelemetry } from "#contracts/connection-telemetry.ts";
import type { Connection } from "../../db/connections.ts";
import { scheduleOf } from "../../db/schedule-columns.ts";
import { isWorkingTime } from "../metrics/staleness.ts";
import { nextDue, type ScheduleTenant, workingTimeOf } from "./schedule/next-due.ts";

const minuteMs = 60_000;
const staleAfterMs = 60 * minuteMs;
/** What a sync itself may take once it is due. */
const graceMs = 15 * minuteMs;

/**
 * Stale: no success for an hour, or, where the schedule leaves more than an hour between two syncs, none since it was due. Nothing is promised
 * of a connection that is synced by hand or paused, and outside of the hours in which it syncs.
 */
export function freshnessOf(
  connection: Connection,
  tenant: ScheduleTenant,
  now: number,
): ConnectionTelemetry["freshness"] {
  const { id, lastSuccessAt, status } = connection;
  const schedule = scheduleOf(connection);
  if (lastSuccessAt === null) return "missing";
  if (schedule.kind === "manual" || status === "paused") return "ok";
  const due = nextDue(schedule, tenant, id, lastSuccessAt);
  if (due === null || (schedule.working_hours && !isWorkingTime(now, workingTimeOf(tenant)))) return "ok";
  const hourOld = lastSuccessAt + staleAfterMs;
  return now > (due > hourOld ? due + graceMs : hourOld) ? "stale" : "ok";
}
