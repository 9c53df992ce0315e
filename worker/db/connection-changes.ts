import { eq, isNull, type SQL, sql } from "drizzle-orm";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { Connection } from "./connections.ts";
import type { TenantScope } from "./open.ts";
import { toBePlanned } from "./schedule-columns.ts";
import { connections, schemaChanges } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type ConnectionRow = Omit<typeof connections.$inferInsert, "tenantId" | "createdAt" | "nextDueAt">;
export type ConnectionChange = Partial<
  Pick<Connection, "name" | "status" | "attentionMessage" | "attentionAt" | "lookBackDays" | "accounts" | "streams">
> & { readonly groupKey?: string };

/** Each is one batch with its audit row; false where there is no such connection (any more). */
export function openConnectionChanges(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const planned = () => sql`case when schedule = 'manual' then null else ${toBePlanned(clock())} end`;

  async function set(id: string, values: Record<string, unknown>, told: AuditDraft, ...conditions: SQL[]) {
    const [{ meta }] = await db.batch([
      db
        .update(connections)
        .set(values)
        .where(ownedBy(scope, connections, eq(connections.id, id), isNull(connections.deletedAt), ...conditions)),
      auditIfChanged(db, told),
    ]);
    return meta.changes > 0;
  }

  return {
    /** Its schedule starts counting now. */
    async create(row: ConnectionRow, told: AuditDraft): Promise<void> {
      const now = clock();
      const nextDueAt = row.schedule === "manual" ? null : toBePlanned(now);
      await db.batch([
        db.insert(connections).values({ ...row, tenantId, nextDueAt, createdAt: now }),
        auditIfChanged(db, told),
      ]);
    },

    change: (id: string, change: ConnectionChange, told: AuditDraft) => set(id, change, told),

    /** What is paused already stays as it is. */
    pause: (id: string, told: AuditDraft) => set(id, { status: "paused" }, told, sql`status <> 'paused'`),

    /** It follows its schedule from now on; what needed attention counts as mended. */
    resume: (id: string, told: AuditDraft) =>
      set(
        id,
        { status: "active", attentionMessage: null, attentionAt: null, nextDueAt: planned() },
        told,
        sql`status <> 'active'`,
      ),

    /** The row stays, for its runs point at it; no list, schedule or sync finds it any more. */
    remove: (id: string, told: AuditDraft) => set(id, { deletedAt: clock(), status: "paused", nextDueAt: null }, told),

    /** Schema changes, newest first. */
    async schemaChanges(id: string) {
      return db
        .select()
        .from(schemaChanges)
        .where(ownedBy(scope, schemaChanges, eq(schemaChanges.connectionId, id)))
        .orderBy(sql`seen_at desc, id desc`)
        .limit(mostSchemaChanges)
        .all();
    },

    async acknowledgeSchemaChanges(id: string): Promise<void> {
      await db
        .update(schemaChanges)
        .set({ acknowledgedAt: clock() })
        .where(ownedBy(scope, schemaChanges, eq(schemaChanges.connectionId, id), isNull(schemaChanges.acknowledgedAt)));
    },
  };
}

/** Of one connection, in its detail. */
const mostSchemaChanges = 200;
