import * as contract from "#contracts/operator.ts";
import { problem } from "../../http/problem.ts";
import { internalRoute } from "../../http/route.ts";

const putTenant = internalRoute(contract.putTenant, async (c) => {
  const { tenant_id } = c.params;
  const { members, ...spec } = c.body;
  refuseRepeats(
    "members",
    members.map((member) => member.email.toLowerCase()),
  );
  refuseRepeats(
    "connections",
    spec.connections.map((connection) => connection.id),
  );
  const userIds = await c.services.ensureUsers(members);
  const draft = { ...spec, members: members.map(({ role }, at) => ({ userId: userIds[at]!, role })) };
  const created = await c.system.tenants.put(tenant_id, draft).catch(refuseTaken);
  c.log.info(created ? "tenant-created" : "tenant-updated", { tenant_id, count: spec.connections.length });
  return { tenant_id, created };
});

const putConnection = internalRoute(contract.putConnection, async (c) => {
  const { tenant_id, connection_id } = c.params;
  const tenant = c.openTenant(tenant_id);
  if (!(await tenant.profile.read())) throw problem("not-found", "There is no such tenant.");
  await tenant.connections.put({ ...c.body, id: connection_id }).catch(refuseTaken);
  c.log.info("connection-put", { tenant_id, connection_id });
  return { connection_id };
});

export const routes = [putTenant, putConnection];

function refuseTaken(cause: unknown): never {
  if (!saysTaken(cause)) throw cause;
  const detail = "airbyte_connection_id belongs to another connection already; use one connection for each.";
  throw problem("conflict", { detail, cause });
}

function refuseRepeats(field: string, keys: readonly string[]): void {
  const repeated = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (repeated === -1) return;
  const message = "is there twice; leave one out";
  throw problem("invalid-input", { errors: [{ field: `${field}.${repeated}`, message }] });
}

function saysTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /UNIQUE constraint failed: connections\.airbyte/.test(error.message) || saysTaken(error.cause);
}
