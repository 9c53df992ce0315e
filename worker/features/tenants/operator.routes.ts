import * as contract from "#contracts/operator.ts";
import { problem } from "../../http/problem.ts";
import { internalRoute } from "../../http/route.ts";
import { refuseWrongSchedule } from "../connections/schedule/check-schedule.ts";
import { planConnection } from "./plan-connection.ts";
import { planTenant } from "./plan-tenant.ts";
import { refuseRepeats } from "./refuse-repeats.ts";

const putTenant = internalRoute(contract.putTenant, async (c) => {
  const { tenant_id } = c.params;
  const { members, connections } = c.body;
  refuseRepeats(
    "members",
    members.map(({ email }) => email.toLowerCase()),
  );
  refuseRepeats(
    "connections",
    connections.map(({ id }) => id),
  );
  for (const [at, { schedule }] of connections.entries()) refuseWrongSchedule(schedule, `connections.${at}.schedule`);
  const userIds = await c.services.ensureUsers(members);
  const seats = members.map(({ role, email }, at) => ({ userId: userIds[at]!, role, email }));
  const present = await c.system.tenantSetup.read(tenant_id);
  const plan = planTenant(c.trace, tenant_id, present, c.body, seats);
  await c.system.tenantSetup.write(tenant_id, plan).catch(refuseTaken);
  for (const { row } of plan.members) c.services.identity.forgetUser(row.userId);
  const created = present.profile === undefined;
  c.log.info(created ? "tenant-created" : "tenant-updated", { tenant_id, count: connections.length });
  return { tenant_id, created };
});

const putConnection = internalRoute(contract.putConnection, async (c) => {
  const { tenant_id, connection_id } = c.params;
  refuseWrongSchedule(c.body.schedule, "schedule");
  const tenant = c.openTenant(tenant_id);
  if (!(await tenant.profile.read())) throw problem("not-found", "There is no such tenant.");
  const spec = { ...c.body, id: connection_id };
  const plan = planConnection(c.trace, tenant_id, await tenant.connections.find(connection_id), spec);
  if (plan) await tenant.connections.put(plan).catch(refuseTaken);
  c.log.info("connection-put", { tenant_id, connection_id });
  return { connection_id };
});

export const routes = [putTenant, putConnection];

function refuseTaken(cause: unknown): never {
  if (!saysTaken(cause)) throw cause;
  const detail = "airbyte_connection_id belongs to another connection already; use one connection for each.";
  throw problem("conflict", { detail, cause });
}

function saysTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /UNIQUE constraint failed: connections\.airbyte/.test(error.message) || saysTaken(error.cause);
}
