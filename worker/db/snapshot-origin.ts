import { and, eq, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { connections, runs, snapshots } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

/** Where a published snapshot came from, as the ledger has it. */
export function openSnapshotOrigin(scope: TenantScope) {
  const { db, tenantId } = scope;
  return {
    /** The transform that made it. */
    async transform(snapshotId: string) {
      return db
        .select({
          runId: runs.id,
          attempt: runs.attempt,
          startedAt: runs.startedAt,
          finishedAt: runs.finishedAt,
        })
        .from(snapshots)
        .innerJoin(runs, and(eq(runs.tenantId, snapshots.tenantId), eq(runs.id, snapshots.runId)))
        .where(ownedBy(scope, snapshots, eq(snapshots.id, snapshotId)))
        .get();
    },
    /** Each connection, deleted ones too, with the newest sync that had succeeded by then. */
    async syncsBefore(at: number) {
      const newest = sql`(select r.id from runs r where r.tenant_id = ${tenantId} and r.connection_id = ${connections.id}
        and r.kind = 'sync' and r.status = 'succeeded' and r.finished_at <= ${at} order by r.finished_at desc limit 1)`;
      return db
        .select({
          id: connections.id,
          name: connections.name,
          platform: connections.platform,
          runId: runs.id,
          finishedAt: runs.finishedAt,
          rows: runs.rows,
          airbyteJobId: runs.airbyteJobId,
        })
        .from(connections)
        .leftJoin(runs, and(eq(runs.tenantId, connections.tenantId), eq(runs.id, newest)))
        .where(ownedBy(scope, connections))
        .orderBy(connections.name, connections.id)
        .all();
    },
  };
}
