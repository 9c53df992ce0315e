import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { runSteps, runs, snapshots } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type Run = typeof runs.$inferSelect;
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
