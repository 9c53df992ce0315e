import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { Db } from "./open.ts";
import { agencyMembers, memberships } from "./schema.ts";

/** A row to be written, and what the audit log is told if that changed anything. */
export interface Audited<Row> {
  readonly row: Row;
  readonly audit: AuditDraft;
}

export interface Seat<R extends TenantRole | AgencyRole> {
  readonly userId: string;
  readonly role: R;
}

/** Makes people members of the tenant, or gives them the role; what is so already stays as it is and is not told again. */
export function seatInTenant(db: Db, tenantId: string, seats: readonly Audited<Seat<TenantRole>>[], now: number) {
  return seats.flatMap(({ row, audit }) => [
    db
      .insert(memberships)
      .values({ tenantId, id: uuidv7(), ...row, createdAt: now })
      .onConflictDoUpdate({
        target: [memberships.tenantId, memberships.userId],
        set: { role: row.role },
        setWhere: sql`${memberships.role} <> excluded.role`,
      }),
    auditIfChanged(db, audit),
  ]);
}

/** The same for an agency. */
export function seatInAgency(db: Db, agencyId: string, seats: readonly Audited<Seat<AgencyRole>>[], now: number) {
  return seats.flatMap(({ row, audit }) => [
    db
      .insert(agencyMembers)
      .values({ agencyId, id: uuidv7(), ...row, createdAt: now })
      .onConflictDoUpdate({
        target: [agencyMembers.agencyId, agencyMembers.userId],
        set: { role: row.role },
        setWhere: sql`${agencyMembers.role} <> excluded.role`,
      }),
    auditIfChanged(db, audit),
  ]);
}
