import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Who did what to what. Append only: triggers (migrations 0003, 0004) refuse UPDATE, DELETE and REPLACE. No foreign keys, since it outlives what it tells of.
 * `tenantId` null: nobody's tenant, such as a failed sign-in of an unknown account.
 */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id"),
    agencyId: text("agency_id"),
    at: integer().notNull(),
    action: text().notNull(),
    actorKind: text("actor_kind", { enum: ["user", "key", "operator", "system", "nobody"] }).notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    targetKind: text("target_kind"),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    /** JSON: what changed, from what to what; never a secret. */
    detail: text(),
    ip: text(),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
  },
  (t) => [
    index("audit_log_of_tenant").on(t.tenantId, t.id),
    index("audit_log_of_agency").on(t.agencyId, t.id),
    index("audit_log_of_actor").on(t.actorId, t.id),
  ],
);
