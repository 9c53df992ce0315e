import { eq, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Trigger } from "#contracts/connection-runs.ts";
import type { Clock } from "../clock.ts";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import type { OutboxMessage } from "./outbox.ts";
import { connections, outbox, runSteps, runs, tenants } from "./schema.ts";
import { syncMessage } from "./sync-messages.ts";
import { graceMs } from "./sync-moves.ts";

/** What is to become of a connection that is due. */
export interface DuePlan {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Its `next_due_at` as it was read, which is the fence: a plan made of an old one does nothing. */
  readonly nextDueAt: number;
  readonly next: number | null;
  /** Null: nothing starts, only the next start is noted. `at`: when it is to begin. */
  readonly start: { readonly at: number; readonly trigger: Trigger; readonly reason: string } | null;
}

export type DueConnection = Awaited<ReturnType<ReturnType<typeof openDueSyncs>["list"]>>[number];

/** Schedules that are due, across tenants. */
export function openDueSyncs(db: Db, clock: Clock) {
  return {
    /** Connections to be started or planned by `until`. The tenants take turns, so that one with hundreds holds up none with one. */
    async list(until: number, limit: number) {
      const due = sql`(select tenant_id, id,
          row_number() over (partition by tenant_id order by next_due_at, id) as turn
        from connections where status = 'active' and next_due_at <= ${until}) due`;
      return db
        .select({
          connection: connections,
          tenant: { id: tenants.id, timeZone: tenants.timeZone, workFrom: tenants.workFrom, workTo: tenants.workTo },
        })
        .from(connections)
        .innerJoin(due, sql`due.tenant_id = ${connections.tenantId} and due.id = ${connections.id}`)
        .innerJoin(tenants, eq(tenants.id, connections.tenantId))
        .orderBy(sql`due.turn`, connections.nextDueAt, connections.tenantId)
        .limit(limit)
        .all();
    },

    /**
     * Carries plans out in one batch: runs with their messages are written and the connections move on, so that nothing starts twice. A
     * connection that is being synced skips its slot; while a backfill is at work it stays due, and starts between two slices. Gives the
     * messages of the runs that came of it.
     */
    async carryOut(plans: readonly DuePlan[]): Promise<OutboxMessage[]> {
      if (plans.length === 0) return [];
      const now = clock();
      const drafts = plans.map((plan) => draft(plan));
      const rows = JSON.stringify(drafts.map(({ row }) => row));
      const fromDrafts = sql`from json_each(${rows}) draft`;
      const wasMade = sql`where exists (select 1 from runs r where r.tenant_id = ${of("tenant")} and r.id = ${of("run")})`;
      const [, , sent] = await db.batch([
        insertFrom(
          db,
          runs,
          {
            tenantId: sql`c.tenant_id`,
            id: of("run"),
            kind: "sync",
            status: "queued",
            connectionId: sql`c.id`,
            trigger: of("trigger"),
            attempt: 0,
            dueAt: of("fence"),
            createdAt: now,
          },
          sql`${fromDrafts} join connections c on c.tenant_id = ${of("tenant")} and c.id = ${of("connection")}
            where ${of("run")} is not null and c.status = 'active' and c.next_due_at = ${of("due")}`,
        ).onConflictDoNothing(),
        insertFrom(
          db,
          runSteps,
          { tenantId: of("tenant"), id: of("step"), runId: of("run"), name: "asked", detail: of("reason"), at: now },
          sql`${fromDrafts} ${wasMade}`,
        ),
        insertFrom(
          db,
          outbox,
          {
            id: of("message"),
            tenantId: of("tenant"),
            job: "sync.start",
            payload: of("payload"),
            sendAt: of("at"),
            createdAt: now,
          },
          sql`${fromDrafts} ${wasMade}`,
        ).returning({ id: outbox.id }),
        db
          .update(connections)
          .set({ nextDueAt: of("next") })
          .from(sql`json_each(${rows}) draft`)
          .where(sql`${connections.tenantId} = ${of("tenant")} and ${connections.id} = ${of("connection")}
            and ${connections.nextDueAt} = ${of("due")} and not exists (
              select 1 from runs r where r.tenant_id = ${connections.tenantId} and r.connection_id = ${connections.id}
                and r.kind = 'sync' and r.status in ('queued', 'running') and r.trigger = 'backfill' and ${of("run")} is not null)`),
      ]);
      const made = new Set(sent.map(({ id }) => id));
      return drafts.flatMap(({ message }) => (message && made.has(message.id) ? [message] : []));
    },
  };
}

const of = (field: string): SQL => sql`(draft.value ->> ${sql.raw(`'${field}'`)})`;

function draft({ tenantId, connectionId, nextDueAt, next, start }: DuePlan) {
  const row = { tenant: tenantId, connection: connectionId, due: nextDueAt, next };
  if (start === null) return { row, message: undefined };
  const run = uuidv7();
  const fence = start.at + graceMs;
  const message = syncMessage("sync.start", { tenant_id: tenantId, run_id: run, fence, checks: 0 }, start.at);
  const { trigger, reason, at } = start;
  const payload = JSON.stringify(message.payload);
  return { row: { ...row, run, fence, trigger, reason, at, step: uuidv7(), message: message.id, payload }, message };
}
