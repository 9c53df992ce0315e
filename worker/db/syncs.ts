import { and, eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Trigger } from "#contracts/connection-runs.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { type OutboxMessage, outboxIfChanged } from "./outbox.ts";
import { connections, runs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import { stepIfChanged } from "./steps.ts";
import { type SyncPayload, syncMessage } from "./sync-messages.ts";
import { graceMs, openSyncMoves } from "./sync-moves.ts";

export interface Requested {
  readonly runIds: string[];
  readonly messages: OutboxMessage[];
}

/** Three statements each: a D1 batch stays small. */
const connectionsPerBatch = 30;

export function openSyncs(scope: TenantScope) {
  const { db, tenantId, clock } = scope;

  const draft = (connectionId: string, trigger: Trigger, reason: string) => {
    const now = clock();
    const payload: SyncPayload = { tenant_id: tenantId, run_id: uuidv7(), fence: now + graceMs, checks: 0 };
    const message = syncMessage("sync.start", payload, now);
    const statements = [
      insertFrom(
        db,
        runs,
        {
          tenantId,
          id: payload.run_id,
          kind: "sync",
          status: "queued",
          connectionId,
          trigger,
          attempt: 0,
          dueAt: payload.fence,
          createdAt: now,
        },
        sql`from connections where tenant_id = ${tenantId} and id = ${connectionId} and deleted_at is null`,
      ).onConflictDoNothing(),
      stepIfChanged(scope, payload.run_id, "asked", reason),
      outboxIfChanged(db, message, now),
    ];
    return { runId: payload.run_id, message, statements };
  };

  return {
    /**
     * A new run for each connection that has no unfinished one; the others, and ids that the tenant does not have, are left out. `told` goes
     * with a request for one connection and is written if that made a run.
     */
    async request(
      connectionIds: readonly string[],
      trigger: Trigger,
      reason: string,
      told: readonly AuditDraft[] = [],
    ): Promise<Requested> {
      const runIds: string[] = [];
      const messages: OutboxMessage[] = [];
      for (let from = 0; from < connectionIds.length; from += connectionsPerBatch) {
        const drafts = connectionIds.slice(from, from + connectionsPerBatch).map((id) => draft(id, trigger, reason));
        const [first, ...rest] = drafts.flatMap((each) => each.statements);
        const audits = told.map((draft) => auditIfChanged(db, draft));
        const results = first ? await db.batch([first, ...rest, ...audits]) : [];
        const made = drafts.filter((_, index) => results[index * 3]?.meta.changes === 1);
        runIds.push(...made.map((each) => each.runId));
        messages.push(...made.map((each) => each.message));
      }
      return { runIds, messages };
    },
    /** Ids of the unfinished syncs, by connection id. */
    async unfinished(): Promise<Map<string, string>> {
      const rows = await db
        .select({ id: runs.id, connectionId: runs.connectionId })
        .from(runs)
        .where(ownedBy(scope, runs, eq(runs.kind, "sync"), inArray(runs.status, ["queued", "running"])))
        .all();
      return new Map(rows.map((row) => [row.connectionId ?? "", row.id]));
    },
    /** The sync of a connection that has not ended. */
    async unfinishedOf(connectionId: string) {
      const found = await db
        .select()
        .from(runs)
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.connectionId, connectionId),
            eq(runs.kind, "sync"),
            inArray(runs.status, ["queued", "running"]),
          ),
        )
        .get();
      return found && { ...found, status: found.status === "queued" ? ("queued" as const) : ("running" as const) };
    },
    /** The run that a message is for, with its connection. Undefined when the message fits no more. */
    async fitting<Status extends "queued" | "running">(payload: SyncPayload, status: Status) {
      const found = await db
        .select({ run: runs, connection: connections })
        .from(runs)
        .innerJoin(connections, and(eq(connections.tenantId, runs.tenantId), eq(connections.id, runs.connectionId)))
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.id, payload.run_id),
            eq(runs.kind, "sync"),
            eq(runs.status, status),
            eq(runs.dueAt, payload.fence),
          ),
        )
        .get();
      return found && { run: { ...found.run, status }, connection: found.connection };
    },
    ...openSyncMoves(scope),
  };
}
