import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Id, Instant, TenantId } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";

/** Everything that is written down, as `<noun>.<what happened>`. */
export const auditActions = [
  "sign-in.succeeded",
  "sign-in.failed",
  "sign-in.locked",
  "sign-out",
  "sign-out.everywhere",
  "session.ended",
  "session.refresh-reused",
  "tenant.switched",
  "tenant.created",
  "tenant.changed",
  "password.reset-requested",
  "password.reset",
  "password.changed",
  "email.change-requested",
  "email.changed",
  "profile.changed",
  "second-factor.enabled",
  "second-factor.disabled",
  "second-factor.codes-renewed",
  "second-factor.recovery-code-used",
  "oidc.linked",
  "agency.created",
  "agency.changed",
  "member.added",
  "member.role-changed",
  "member.removed",
  "agency-member.added",
  "agency-member.role-changed",
  "agency-member.removed",
  "platform-role.changed",
  "invite.created",
  "invite.resent",
  "invite.revoked",
  "invite.accepted",
  "key.created",
  "key.rotated",
  "key.revoked",
  "connection.created",
  "connection.changed",
  "connection.sync-requested",
  "connection.sync-cancelled",
  "connection.backfill-requested",
  "connection.backfill-cancelled",
  "connection.paused",
  "connection.resumed",
  "connection.deleted",
  "metrics.exported",
  "snapshot.pinned",
  "snapshot.unpinned",
  "webhook.created",
  "webhook.signature-changed",
  "webhook.removed",
  "audit-log.exported",
] as const;
export const AuditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof AuditAction>;

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  action: AuditAction,
  actor: z.object({
    kind: z.enum(["user", "key", "operator", "system", "nobody"]),
    id: z.string().nullable(),
    /** As they were called then. */
    label: z.string(),
  }),
  target: z.object({ kind: z.string(), id: z.string().nullable(), label: z.string().nullable() }).nullable(),
  tenant_id: TenantId.nullable(),
  agency_id: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const filters = {
  /** At or after. */
  from: Instant.optional(),
  /** Before. */
  to: Instant.optional(),
  /** An action, or its noun: `key` finds `key.created` and the like. */
  action: z
    .string()
    .regex(/^[a-z-]{1,40}(\.[a-z-]{1,40})?$/, "an action such as key.created, or its noun")
    .optional(),
  actor_id: z.string().min(1).max(64).optional(),
  target_id: z.string().min(1).max(64).optional(),
  /** Found in the names of actor and target, or the address. */
  q: z.string().trim().min(1).max(100).optional(),
};
export const AuditFilters = z.strictObject(filters);
export type AuditFilters = z.infer<typeof AuditFilters>;

const entries = z.object({ entries: z.array(AuditEntry), next_cursor: NextCursor });

export const auditLog = defineEndpoint({
  name: "auditLog",
  method: "get",
  path: "/api/audit-log/",
  summary: "Who did what in the tenant, newest first",
  access: "audit.read",
  query: z.strictObject({ ...filters, ...pageQuery(200, 50) }),
  output: entries,
});

export const auditExport = defineEndpoint({
  name: "auditExport",
  method: "get",
  path: "/api/audit-log/export.csv",
  summary: "The audit log as CSV, newest first; cells that a spreadsheet would take for a formula are defused",
  description:
    "UTF-8 with a byte order mark, 100,000 rows at most: more is refused (400), to be taken out in parts by `from` and `to`. Written to the log itself.",
  access: "audit.export",
  query: AuditFilters,
  text: "text/csv",
});

export const platformAuditLog = defineEndpoint({
  name: "platformAuditLog",
  method: "get",
  path: "/api/platform/audit-log/",
  summary: "Who did what anywhere, and what belongs to no tenant, newest first",
  access: "platform.read",
  query: z.strictObject({ ...filters, tenant_id: TenantId.optional(), ...pageQuery(200, 50) }),
  output: entries,
});
