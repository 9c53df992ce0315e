import { and, eq, isNull, sql } from "drizzle-orm";
import type { TenantRole } from "#contracts/capabilities.ts";
import type { ConnectionSpec } from "#contracts/operator.ts";
import type { Plan } from "#contracts/plans.ts";
import type { Clock } from "../clock.ts";
import { auditIfChanged } from "./audit.ts";
import { raiseAccessVersion } from "./callers.ts";
import { type Connection, upsertConnection } from "./connections.ts";
import type { Db } from "./open.ts";
import { replanConnections } from "./replan-connections.ts";
import { connections, memberships, tenants } from "./schema.ts";
import { type Audited, type Seat, seatInTenant } from "./setup.ts";

export interface Profile {
  readonly label: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly regionSet: string;
  readonly workFrom: number;
  readonly workTo: number;
  readonly plan?: Plan;
}

export interface TenantState {
  /** Undefined: the tenant does not exist. */
  readonly profile: typeof tenants.$inferSelect | undefined;
  readonly members: readonly Seat<TenantRole>[];
  readonly connections: readonly Connection[];
}

/** What is to be written of a tenant. */
export interface TenantPlan {
  readonly profile?: Audited<Profile>;
  readonly members: readonly Audited<Seat<TenantRole>>[];
  readonly connections: readonly Audited<ConnectionSpec>[];
}

const differs = sql`(${tenants.label}, ${tenants.timeZone}, ${tenants.currency}, ${tenants.regionSet}, ${tenants.workFrom},
  ${tenants.workTo}) is not (excluded.label, excluded.time_zone, excluded.currency, excluded.region_set, excluded.work_from,
  excluded.work_to)`;

/** Tenants as operators set them up. */
export function openTenantSetup(db: Db, clock: Clock) {
  return {
    async read(id: string): Promise<TenantState> {
      const [[profile], members, known] = await db.batch([
        db.select().from(tenants).where(eq(tenants.id, id)),
        db
          .select({ userId: memberships.userId, role: memberships.role })
          .from(memberships)
          .where(eq(memberships.tenantId, id)),
        db
          .select()
          .from(connections)
          .where(and(eq(connections.tenantId, id), isNull(connections.deletedAt))),
      ]);
      return { profile, members, connections: known };
    },

    /** Writes the plan in one batch. Each part is told to the audit log if it changed something. */
    async write(id: string, { profile, members, connections: specs }: TenantPlan): Promise<void> {
      if (!profile && members.length === 0 && specs.length === 0) return;
      const now = clock();
      await db.batch([
        raiseAccessVersion(db, id),
        ...(profile ? putProfile(db, id, profile, now) : []),
        ...seatInTenant(db, id, members, now),
        ...specs.flatMap(({ row, audit }) => [upsertConnection(db, id, row, now), auditIfChanged(db, audit)]),
      ]);
    },
  };
}

function putProfile(db: Db, id: string, { row, audit }: Audited<Profile>, now: number) {
  const planDiffers = row.plan === undefined ? sql`` : sql` or ${tenants.plan} <> excluded.plan`;
  return [
    db
      .insert(tenants)
      .values({ id, createdAt: now, ...row })
      .onConflictDoUpdate({ target: tenants.id, set: row, setWhere: sql`${differs}${planDiffers}` }),
    auditIfChanged(db, audit),
    replanConnections(db, id, now),
  ];
}
