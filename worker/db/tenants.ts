import { asc, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { connections, snapshots, tenants } from "./schema.ts";

export interface SnapshotAge {
  readonly timeZone: string;
  readonly workFrom: number;
  readonly workTo: number;
  /** Milliseconds since 1970; null: no snapshot yet. */
  readonly generatedAt: number | null;
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

    /** Throws when D1 does not answer. */
    async ping(): Promise<void> {
      await db.run(sql`select 1`);
    },
  };
}
