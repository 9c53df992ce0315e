import { asc, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { TenantSpec } from "#contracts/operator.ts";
import type { Clock } from "../clock.ts";
import { upsertConnection } from "./connections.ts";
import type { Db } from "./open.ts";
import { connections, memberships, snapshots, tenants } from "./schema.ts";

/** A tenant's description, with the users its members are. */
export interface TenantDraft extends Omit<TenantSpec, "members"> {
  readonly members: readonly { readonly userId: string; readonly role: TenantSpec["members"][number]["role"] }[];
}

export interface SnapshotAge {
  readonly timeZone: string;
  readonly workFrom: number;
  readonly workTo: number;
  /** Milliseconds since 1970; null: no snapshot yet. */
  readonly generatedAt: number | null;
}

export function openTenants(db: Db, clock: Clock) {
  return {
    async ids(): Promise<string[]> {
      const rows = await db.select({ id: tenants.id }).from(tenants).orderBy(asc(tenants.id)).all();
      return rows.map((row) => row.id);
    },

    /** Creates the tenant or brings it to the draft, all in one batch. True when it was created. Nothing that exists is removed. */
    async put(id: string, draft: TenantDraft): Promise<boolean> {
      const now = clock();
      const profile = {
        label: draft.label,
        timeZone: draft.time_zone,
        currency: draft.currency,
        regionSet: draft.region_set,
        workFrom: draft.working_hours.from,
        workTo: draft.working_hours.to,
      };
      const known = await db.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, id)).get();
      await db.batch([
        db
          .insert(tenants)
          .values({ id, createdAt: now, ...profile })
          .onConflictDoUpdate({ target: tenants.id, set: profile }),
        ...draft.members.map(({ userId, role }) =>
          db
            .insert(memberships)
            .values({ tenantId: id, id: uuidv7(), userId, role, createdAt: now })
            .onConflictDoUpdate({ target: [memberships.tenantId, memberships.userId], set: { role } }),
        ),
        ...draft.connections.map((connection) => upsertConnection(db, id, connection, now)),
      ]);
      return known === undefined;
    },

    /** The age of the current snapshot of every tenant that is synced by the hour. */
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
          sql`exists (select 1 from ${connections} where ${connections.tenantId} = ${tenants.id} and ${connections.schedule} = 'hourly')`,
        )
        .all();
    },

    /** Throws when D1 does not answer. */
    async ping(): Promise<void> {
      await db.run(sql`select 1`);
    },
  };
}
