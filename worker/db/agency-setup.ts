import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { AgencyRole } from "#contracts/capabilities.ts";
import type { Clock } from "../clock.ts";
import { auditIfChanged } from "./audit.ts";
import { raiseAgencyAccessVersion } from "./callers.ts";
import type { Db } from "./open.ts";
import { agencies, agencyMembers, tenants } from "./schema.ts";
import { type Audited, type Seat, seatInAgency } from "./setup.ts";

export interface AgencyState {
  /** Null: the agency does not exist. */
  readonly label: string | null;
  readonly members: readonly Seat<AgencyRole>[];
}

export interface AgencyPlan {
  readonly label?: Audited<string>;
  /** Ids of tenants that join it. */
  readonly tenants: readonly Audited<string>[];
  readonly members: readonly Audited<Seat<AgencyRole>>[];
}

/** Agencies as operators set them up. */
export function openAgencySetup(db: Db, clock: Clock) {
  return {
    async read(id: string): Promise<AgencyState> {
      const [[agency], members] = await db.batch([
        db.select().from(agencies).where(eq(agencies.id, id)),
        db
          .select({ userId: agencyMembers.userId, role: agencyMembers.role })
          .from(agencyMembers)
          .where(eq(agencyMembers.agencyId, id)),
      ]);
      return { label: agency?.label ?? null, members };
    },

    /** Of the tenants that exist among `ids`: which agency they are in. */
    async agencyOfTenants(ids: readonly string[]): Promise<Map<string, string | null>> {
      const rows = await db
        .select({ id: tenants.id, agencyId: tenants.agencyId })
        .from(tenants)
        .where(inArray(tenants.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
        .all();
      return new Map(rows.map(({ id, agencyId }) => [id, agencyId]));
    },

    /** Writes the plan in one batch. Each part is told to the audit log if it changed something. */
    async write(id: string, { label, tenants: joining, members }: AgencyPlan): Promise<void> {
      if (!label && joining.length === 0 && members.length === 0) return;
      const now = clock();
      await db.batch([
        raiseAgencyAccessVersion(db, id),
        ...(label ? putLabel(db, id, label, now) : []),
        ...joining.flatMap(({ row, audit }) => [
          db
            .update(tenants)
            .set({ agencyId: id, accessVersion: sql`${tenants.accessVersion} + 1` })
            .where(and(eq(tenants.id, row), isNull(tenants.agencyId))),
          auditIfChanged(db, audit),
        ]),
        ...seatInAgency(db, id, members, now),
      ]);
    },
  };
}

function putLabel(db: Db, id: string, { row, audit }: Audited<string>, now: number) {
  return [
    db
      .insert(agencies)
      .values({ id, label: row, createdAt: now })
      .onConflictDoUpdate({
        target: agencies.id,
        set: { label: row },
        setWhere: sql`${agencies.label} <> excluded.label`,
      }),
    auditIfChanged(db, audit),
  ];
}
