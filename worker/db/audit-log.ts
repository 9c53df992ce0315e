import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { AuditFilters } from "#contracts/audit.ts";
import { type AuditDraft, audit } from "./audit.ts";
import type { Db, TenantScope } from "./open.ts";
import { auditLog } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type AuditRow = typeof auditLog.$inferSelect;

/** Rows newest first; ids are UUIDv7, so their order is that of time, and rows that come later never shift a page. */
export interface AuditPage {
  /** Rows older than the one of this id; null: from the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** The audit log of one tenant. Rows that belong to no tenant are the platform's alone. */
export function openAuditLog(scope: TenantScope) {
  const { db } = scope;
  return {
    async page(filters: AuditFilters, { before, limit }: AuditPage): Promise<AuditRow[]> {
      const where = ownedBy(
        scope,
        auditLog,
        ...conditions(filters),
        before === null ? undefined : lt(auditLog.id, before),
      );
      return db.select().from(auditLog).where(where).orderBy(desc(auditLog.id)).limit(limit).all();
    },

    /** How many rows there are, counting no further than `most`. */
    async count(filters: AuditFilters, most: number): Promise<number> {
      const found = db
        .select({ id: auditLog.id })
        .from(auditLog)
        .where(ownedBy(scope, auditLog, ...conditions(filters)))
        .limit(most)
        .as("found");
      const row = await db.select({ count: sql<number>`count(*)` }).from(found).get();
      return row?.count ?? 0;
    },

    /** For what changes nothing but must be told, such as an export. */
    async write(draft: AuditDraft): Promise<void> {
      await audit(db, draft);
    },
  };
}

/** The audit log of everybody, for our own people. */
export function openPlatformAuditLog(db: Db) {
  return {
    async page(filters: AuditFilters, tenantId: string | undefined, { before, limit }: AuditPage): Promise<AuditRow[]> {
      const where = and(
        tenantId === undefined ? undefined : eq(auditLog.tenantId, tenantId),
        before === null ? undefined : lt(auditLog.id, before),
        ...conditions(filters).map((condition) => condition && sql`(${condition})`),
      );
      return db.select().from(auditLog).where(where).orderBy(desc(auditLog.id)).limit(limit).all();
    },
  };
}

function conditions({ from, to, action, actor_id, target_id, q }: AuditFilters): (SQL | undefined)[] {
  return [
    from === undefined ? undefined : gte(auditLog.at, Date.parse(from)),
    to === undefined ? undefined : lt(auditLog.at, Date.parse(to)),
    action === undefined ? undefined : ofAction(action),
    actor_id === undefined ? undefined : eq(auditLog.actorId, actor_id),
    target_id === undefined ? undefined : eq(auditLog.targetId, target_id),
    q === undefined ? undefined : names(q),
  ];
}

/** The action itself, or all of the noun. */
function ofAction(action: string): SQL {
  const dotted = `${action}.`;
  return sql`${auditLog.action} = ${action} or substr(${auditLog.action}, 1, ${dotted.length}) = ${dotted}`;
}

/** Not `like`: D1 takes patterns of 50 bytes at most, and its wildcards would need escaping. */
function names(text: string): SQL {
  const columns = [auditLog.actorLabel, auditLog.targetLabel, auditLog.ip];
  return sql.join(
    columns.map((column) => sql`instr(lower(${column}), lower(${text})) > 0`),
    sql` or `,
  );
}
