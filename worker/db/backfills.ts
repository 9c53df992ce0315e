import { and, asc, desc, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { type OutboxMessage, outboxIfChanged } from "./outbox.ts";
import { backfillSlices, backfills, runs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import { stepIfChanged } from "./steps.ts";
import { syncMessage } from "./sync-messages.ts";
import { graceMs } from "./sync-moves.ts";

export interface Slice {
  readonly from: string;
  readonly to: string;
}

/** A backfill with its slices in order, each with its run once it has one. */
export type FoundBackfill = NonNullable<Awaited<ReturnType<ReturnType<typeof openBackfills>["newestOf"]>>>;

export function openBackfills(scope: TenantScope) {
  const { db, tenantId, clock } = scope;

  return {
    /** False: one of this connection is under way already, and stays the only one. */
    async create(id: string, connectionId: string, slices: readonly Slice[], told: AuditDraft): Promise<boolean> {
      const now = clock();
      const days = slices.flatMap(({ from, to }) => [from, to]).sort();
      const row = { tenantId, id, connectionId, status: "active", createdAt: now } as const;
      const parts = JSON.stringify(slices.map((slice, at) => ({ ...slice, id: uuidv7(), number: at + 1 })));
      const of = (field: string) => sql`(slice.value ->> ${sql.raw(`'${field}'`)})`;
      const [made] = await db.batch([
        insertFrom(
          db,
          backfills,
          { ...row, fromDay: days[0]!, toDay: days.at(-1)! },
          sql`from connections where tenant_id = ${tenantId} and id = ${connectionId} and deleted_at is null`,
        ).onConflictDoNothing(),
        auditIfChanged(db, told),
        insertFrom(
          db,
          backfillSlices,
          { tenantId, id: of("id"), backfillId: id, number: of("number"), fromDay: of("from"), toDay: of("to") },
          sql`from json_each(${parts}) slice
            where exists (select 1 from backfills where tenant_id = ${tenantId} and id = ${id})`,
        ),
      ]);
      return made.meta.changes === 1;
    },

    async newestOf(connectionId: string) {
      const backfill = await db
        .select()
        .from(backfills)
        .where(ownedBy(scope, backfills, eq(backfills.connectionId, connectionId)))
        .orderBy(desc(backfills.createdAt), desc(backfills.id))
        .limit(1)
        .get();
      if (!backfill) return undefined;
      const slices = await db
        .select({ slice: backfillSlices, run: { status: runs.status, rows: runs.rows } })
        .from(backfillSlices)
        .leftJoin(runs, and(eq(runs.tenantId, backfillSlices.tenantId), eq(runs.id, backfillSlices.runId)))
        .where(ownedBy(scope, backfillSlices, eq(backfillSlices.backfillId, backfill.id)))
        .orderBy(asc(backfillSlices.number))
        .all();
      return { ...backfill, slices };
    },

    /**
     * The next slice of the connection's backfill becomes a run, unless the connection is being synced, is held, or its schedule is due:
     * that goes first. Gives the message of the run.
     */
    async startNext(connectionId: string): Promise<OutboxMessage | undefined> {
      const now = clock();
      const fence = now + graceMs;
      const runId = uuidv7();
      const message = syncMessage("sync.start", { tenant_id: tenantId, run_id: runId, fence, checks: 0 }, now);
      const [made] = await db.batch([
        insertFrom(
          db,
          runs,
          {
            tenantId,
            id: runId,
            kind: "sync",
            status: "queued",
            connectionId,
            trigger: "backfill",
            rangeFrom: sql`s.from_day`,
            rangeTo: sql`s.to_day`,
            backfillId: sql`b.id`,
            attempt: 0,
            dueAt: fence,
            createdAt: now,
          },
          sql`from backfills b
            join connections c on c.tenant_id = b.tenant_id and c.id = b.connection_id
            join backfill_slices s on s.tenant_id = b.tenant_id and s.backfill_id = b.id
            where b.tenant_id = ${tenantId} and b.connection_id = ${connectionId} and b.status = 'active'
              and c.status = 'active' and c.deleted_at is null and (c.next_due_at is null or c.next_due_at > ${now})
              and s.run_id is null and s.number = (select min(waiting.number) from backfill_slices waiting
                where waiting.tenant_id = b.tenant_id and waiting.backfill_id = b.id and waiting.run_id is null)`,
        ).onConflictDoNothing(),
        stepIfChanged(scope, runId, "asked", "a slice of a backfill"),
        outboxIfChanged(db, message, now),
        db
          .update(backfillSlices)
          .set({ runId })
          .from(runs)
          .where(sql`${backfillSlices.tenantId} = ${tenantId} and ${runs.tenantId} = ${tenantId} and ${runs.id} = ${runId}
            and ${backfillSlices.backfillId} = ${runs.backfillId} and ${backfillSlices.fromDay} = ${runs.rangeFrom}`),
      ]);
      return made.meta.changes === 1 ? message : undefined;
    },

    /** No further slice starts. False: none is under way. */
    async cancel(connectionId: string, reason: string, told?: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        db
          .update(backfills)
          .set({ status: "cancelled", reason, endedAt: clock() })
          .where(ownedBy(scope, backfills, eq(backfills.connectionId, connectionId), eq(backfills.status, "active"))),
        ...(told ? [auditIfChanged(db, told)] : []),
      ]);
      return meta.changes === 1;
    },
  };
}
