import { asc, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { connections, snapshots, tenants } from "./schema.ts";

export interface SnapshotAge {
  readonly timeZone: string;
  readonly workFrom: number;
  readonly workTo: number;
  /** Milliseconds since 1970; null: no snapshot yet. */
  readonly generatedAt: number | null;
  /** Of the newest transform that has ended with a verdict. */
  readonly lastEnded: "succeeded" | "failed" | null;
}

export function openTenants(db: Db) {
  return {
    async ids(): Promise<string[]> {
      const rows = await db.select({ id: tenants.id }).from(tenants).orderBy(asc(tenants.id)).all();
      return rows.map((row) => row.id);
    },

    /** The age of the current snapshot of every tenant that is synced at least by the hour. */
    async snapshotAges(): Promise<SnapshotAge[]> {
      return db
        .select({
          timeZone: tenants.timeZone,
          workFrom: tenants.workFrom,
          workTo: tenants.workTo,
          generatedAt: snapshots.generatedAt,
          lastEnded: sql<
            SnapshotAge["lastEnded"]
          >`(select r.status from runs r where r.tenant_id = ${tenants.id} and r.kind = 'transform'
            and r.status in ('succeeded', 'failed') order by r.created_at desc limit 1)`,
        })
        .from(tenants)
        .leftJoin(
          snapshots,
          sql`${snapshots.tenantId} = ${tenants.id} and ${snapshots.id} = ${tenants.currentSnapshotId}`,
        )
        .where(
          sql`exists (select 1 from ${connections} where ${connections.tenantId} = ${tenants.id}
            and ${connections.schedule} = 'interval' and ${connections.everyMinutes} <= 60 and ${connections.status} = 'active')`,
        )
        .all();
    },

    /** How transforms ended after `since`. One that has ended is due when it ended or later, which an index knows. */
    async transformEnds(since: number): Promise<{ readonly succeeded: number; readonly failed: number }> {
      const rows = await db.all<{ status: string; count: number }>(sql`
        select status, count(*) as count from runs
        where status in ('succeeded', 'failed') and due_at > ${since} and kind = 'transform' and finished_at > ${since}
        group by status`);
      const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
      return { succeeded: of("succeeded"), failed: of("failed") };
    },

    /** Throws when D1 does not answer. */
    async ping(): Promise<void> {
      await db.run(sql`select 1`);
    },
  };
}
