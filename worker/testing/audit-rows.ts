import type { TestApp } from "./harness.ts";

/** A row of the audit log as the database holds it. */
export interface AuditLogRow {
  readonly action: string;
  readonly tenant_id: string | null;
  readonly agency_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_label: string;
  readonly target_kind: string | null;
  readonly target_id: string | null;
  readonly target_label: string | null;
  readonly detail: string | null;
}

/** What the log tells of a tenant or an agency, oldest first. */
export async function auditRows(app: TestApp, placeId: string): Promise<AuditLogRow[]> {
  const { results } = await app.env.DB.prepare(
    "select * from audit_log where tenant_id = ?1 or agency_id = ?1 order by rowid",
  )
    .bind(placeId)
    .all<AuditLogRow>();
  return results;
}
