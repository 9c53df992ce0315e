import { AuditAction, type AuditEntry } from "#contracts/audit.ts";
import type { AuditRow } from "../../db/audit-log.ts";

export function entryOf(row: AuditRow): AuditEntry {
  const { targetKind } = row;
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    action: AuditAction.parse(row.action),
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel },
    target: targetKind === null ? null : { kind: targetKind, id: row.targetId, label: row.targetLabel },
    tenant_id: row.tenantId,
    agency_id: row.agencyId,
    detail: row.detail === null ? null : (JSON.parse(row.detail) as Record<string, unknown>),
    ip: row.ip,
    user_agent: row.userAgent,
    request_id: row.requestId,
  };
}
