import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { runSteps, runs, snapshots } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type Run = typeof runs.$inferSelect;
export type RunStep = typeof runSteps.$inferSelect;
export type Snapshot = typeof snapshots.$inferSelect;

export function openRunHistory(scope: TenantScope) {
  const { db } = scope;
  return {
    async newest(limit: number): Promise<Run[]> {
      return db
        .select()
        .from(runs)
        .where(ownedBy(scope, runs))
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(limit)
        .all();
    },
    async unfinishedCount(): Promise<number> {
      const row = await db
        .select({ count: sql<number>`count(*)` })
        .from(runs)
        .where(ownedBy(scope, runs, inArray(runs.status, ["queued", "running"])))
        .get();
      return row?.count ?? 0;
    },
    async find(runId: string): Promise<Run | undefined> {
      return db
        .select()
        .from(runs)
        .where(ownedBy(scope, runs, eq(runs.id, runId)))
        .get();
    },
    /** Syncs of a connection, newest first; `before` is the last one of the page before. */
    async syncsOf(
      connectionId: string,
      { before, status, limit }: { before: string | null; status: Run["status"] | undefined; limit: number },
    ): Promise<Run[]> {
      const older = sql`(${runs.createdAt}, ${runs.id}) < (select created_at, id from runs
        where tenant_id = ${scope.tenantId} and id = ${before})`;
      return db
        .select()
        .from(runs)
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.connectionId, connectionId),
            eq(runs.kind, "sync"),
            status && eq(runs.status, status),
            before === null ? undefined : older,
          ),
        )
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(limit)
        .all();
    },
    /** What happened within runs, by run and in order. */
    async stepsOf(runIds: readonly string[]): Promise<Map<string, RunStep[]>> {
      const rows = await db
        .select()
        .from(runSteps)
        .where(ownedBy(scope, runSteps, sql`run_id in (select value from json_each(${JSON.stringify(runIds)}))`))
        .orderBy(asc(runSteps.id))
        .all();
      return Map.groupBy(rows, ({ runId }) => runId);
    },
    /** What happened within a run, in order. */
    async steps(runId: string): Promise<{ name: string; detail: string | null; at: number }[]> {
      return db
        .select({ name: runSteps.name, detail: runSteps.detail, at: runSteps.at })
        .from(runSteps)
        .where(ownedBy(scope, runSteps, eq(runSteps.runId, runId)))
        .orderBy(asc(runSteps.id))
        .all();
    },
    async snapshot(snapshotId: string): Promise<Snapshot | undefined> {
      return db
        .select()
        .from(snapshots)
        .where(ownedBy(scope, snapshots, eq(snapshots.id, snapshotId)))
        .get();
    },
    /** The newest transform that has ended or is under way; what waits says nothing yet. */
    async latestTransform(): Promise<Run | undefined> {
      return db
        .select()
        .from(runs)
        .where(ownedBy(scope, runs, eq(runs.kind, "transform")))
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(1)
        .get();
    },
  };
}
