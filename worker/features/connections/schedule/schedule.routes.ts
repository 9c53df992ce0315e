import * as contract from "#contracts/schedules.ts";
import { toInstant } from "../../../clock.ts";
import type { TenantProfile } from "../../../db/profile.ts";
import { scheduleOf } from "../../../db/schedule-columns.ts";
import { problem } from "../../../http/problem.ts";
import { type TenantContext, tenantRoute } from "../../../http/route.ts";
import { fromTo } from "../../tenants/from-to.ts";
import { refuseWrongSchedule } from "./check-schedule.ts";
import { nextDue, nextStarts } from "./next-due.ts";

const readSchedule = tenantRoute(contract.readSchedule, async (c) => {
  const [tenant, connection] = await Promise.all([profileOf(c), found(c, c.params.connection_id)]);
  const schedule = scheduleOf(connection);
  const times = connection.status === "active" ? nextStarts(schedule, tenant, connection.id, c.clock()) : [];
  return previewOf(schedule, tenant, times);
});

const changeSchedule = tenantRoute(contract.changeSchedule, async (c) => {
  const schedule = c.body;
  refuseWrongSchedule(schedule);
  const [tenant, connection] = await Promise.all([profileOf(c), found(c, c.params.connection_id)]);
  const { id, name } = connection;
  const now = c.clock();
  const detail = fromTo<object>({ schedule: scheduleOf(connection) }, { schedule });
  if (detail !== undefined) {
    const told = c.trace("connection.changed", { target: { kind: "connection", id, label: name }, detail });
    const next = nextDue(schedule, tenant, id, now);
    if (!(await c.tenant.schedules.change(connection, schedule, next, told)))
      throw problem("conflict", "Somebody else changed this schedule meanwhile. Load it again.");
  }
  const times = connection.status === "active" ? nextStarts(schedule, tenant, id, now) : [];
  return previewOf(schedule, tenant, times);
});

const previewSchedule = tenantRoute(contract.previewSchedule, async (c) => {
  const { schedule, connection_id } = c.body;
  refuseWrongSchedule(schedule, "schedule");
  const tenant = await profileOf(c);
  const connection = connection_id === undefined ? null : await found(c, connection_id);
  return previewOf(schedule, tenant, nextStarts(schedule, tenant, connection?.id ?? null, c.clock()));
});

export const routes = [readSchedule, changeSchedule, previewSchedule];

const previewOf = (schedule: contract.Schedule, tenant: TenantProfile, times: readonly number[]) => ({
  schedule,
  time_zone: schedule.kind === "cron" ? (schedule.time_zone ?? tenant.timeZone) : tenant.timeZone,
  times: times.map((at) => toInstant(at)),
});

async function profileOf(c: TenantContext): Promise<TenantProfile> {
  const profile = await c.tenant.profile.read();
  if (!profile) throw problem("not-found", "This tenant does not exist any more.");
  return profile;
}

async function found(c: TenantContext, id: string) {
  const connection = await c.tenant.connections.find(id);
  if (!connection) throw problem("not-found", "You have no such connection.");
  return connection;
}
