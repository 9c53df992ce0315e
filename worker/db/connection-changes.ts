import { eq, isNull, type SQL, sql } from "drizzle-orm";
import type { SchemaChange } from "#contracts/connections.ts";
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

export interface FoundBy {
  /** The connection's. */
  readonly id: string;
  readonly runId: string;
  readonly jobId: string;
}

export type FoundSchemaChange = Pick<SchemaChange, "stream" | "kind" | "column" | "from" | "to">;

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

    /** What a job of a run found; told again, it changes nothing. */
    async noteSchemaChanges({ id, runId, jobId }: FoundBy, found: readonly FoundSchemaChange[]): Promise<void> {
      if (found.length === 0) return;
      const now = clock();
      for (let from = 0; from < found.length; from += schemaChangesAtOnce) {
        const rows = found.slice(from, from + schemaChangesAtOnce).map((change, index) => ({
          tenantId,
          id: `${runId}:${jobId}:${from + index}`,
          connectionId: id,
          runId,
          stream: change.stream,
          kind: change.kind,
          column: change.column,
          fromType: change.from,
          toType: change.to,
          seenAt: now,
        }));
        await db.insert(schemaChanges).values(rows).onConflictDoNothing();
      }
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
/** Ten columns each, of a hundred values that D1 takes in one statement. */
const schemaChangesAtOnce = 9;
