import * as contract from "#contracts/audit.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { platformRoute, tenantRoute } from "../../http/route.ts";
import { auditCsv, mostExported } from "./export.ts";
import { asked, shown } from "./page.ts";

const auditLog = tenantRoute(contract.auditLog, async (c) => {
  const { cursor, limit, ...filters } = c.query;
  return shown(await c.tenant.auditLog.page(filters, asked({ cursor, limit })), limit);
});

const platformAuditLog = platformRoute(contract.platformAuditLog, async (c) => {
  const { cursor, limit, tenant_id, ...filters } = c.query;
  return shown(await c.system.auditLog.page(filters, tenant_id, asked({ cursor, limit })), limit);
});

const auditExport = tenantRoute(contract.auditExport, async (c) => {
  const rows = await c.tenant.auditLog.count(c.query, mostExported + 1);
  if (rows > mostExported) {
    const message = `an export holds ${mostExported} rows at most, and these are more; take them out in parts, by from and to`;
    throw problem("invalid-input", { detail: `from: ${message}`, errors: [{ field: "from", message }] });
  }
  const told = c.trace("audit-log.exported", {
    target: { kind: "audit-log", id: null, label: null },
    detail: { filters: c.query, rows },
  });
  await c.tenant.auditLog.write(told);
  const day = new Date(c.clock()).toISOString().slice(0, 10);
  return reply({
    stream: auditCsv(c.tenant, c.query, told.id),
    headers: { "content-disposition": `attachment; filename="audit-log-${c.tenantId}-${day}.csv"` },
  });
});

export const routes = [auditLog, platformAuditLog, auditExport];
