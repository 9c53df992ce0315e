import type { AuditAction } from "#contracts/audit.ts";
import type { TestApp } from "./harness.ts";

export interface AuditRow {
  readonly action: AuditAction;
  readonly tenant_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_label: string;
  readonly target_id: string | null;
  readonly target_label: string | null;
  readonly detail: string | null;
  readonly ip: string | null;
}

/** What the audit log says of somebody or something: by who did it or what it was done to, id or name; oldest first. */
export async function auditAbout(app: TestApp, about: string): Promise<AuditRow[]> {
  const { results } = await app.env.DB.prepare(
    "select * from audit_log where ?1 in (actor_id, actor_label, target_id, target_label) order by rowid",
  )
    .bind(about)
    .all<AuditRow>();
  return results;
}
