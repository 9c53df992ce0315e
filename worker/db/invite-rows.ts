import { type SQL, sql } from "drizzle-orm";
import { type AgencyRole, mayGrant, type PlatformRole, type Role, type TenantRole } from "#contracts/capabilities.ts";
import { rolesOf } from "./callers.ts";
import type { Db } from "./open.ts";

interface Row {
  readonly id: string;
  readonly tenantId: string | null;
  readonly agencyId: string | null;
  readonly email: string;
  readonly role: TenantRole | AgencyRole;
  readonly invitedBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly sentAt: number | null;
  readonly acceptedAt: number | null;
  readonly revokedAt: number | null;
  /** The tenant's or agency's label. */
  readonly placeLabel: string;
  readonly inviterName: string | null;
  readonly tenantRole: TenantRole | null;
  readonly agencyRole: AgencyRole | null;
  readonly platformRole: PlatformRole | null;
}

export interface Invite extends Omit<Row, "tenantRole" | "agencyRole" | "platformRole" | "inviterName"> {
  readonly inviterName: string;
  /** `withdrawn`: whoever sent it holds no role any more by which they could give what it offers. */
  readonly status: "open" | "expired" | "accepted" | "revoked" | "withdrawn";
}

/** Invites with what their inviters may grant now, which decides whether they still stand. Newest first. */
export async function selectInvites(db: Db, now: number, condition: SQL, limit: number): Promise<Invite[]> {
  const rows = await db.all<Row>(sql`
    select i.id, i.tenant_id as tenantId, i.agency_id as agencyId, i.email, i.role, i.invited_by as invitedBy,
      i.created_at as createdAt, i.expires_at as expiresAt, i.sent_at as sentAt, i.accepted_at as acceptedAt,
      i.revoked_at as revokedAt, coalesce(t.label, g.label) as placeLabel, u.name as inviterName,
      m.role as tenantRole, a.role as agencyRole, u.platform_role as platformRole
    from invites i
    left join tenants t on t.id = i.tenant_id
    left join agencies g on g.id = i.agency_id
    left join users u on u.id = i.invited_by
    left join memberships m on m.tenant_id = i.tenant_id and m.user_id = i.invited_by
    left join agency_members a on a.agency_id = coalesce(i.agency_id, t.agency_id) and a.user_id = i.invited_by
    where (${condition})
    order by i.created_at desc, i.id desc
    limit ${limit}`);
  return rows.map(({ tenantRole, agencyRole, platformRole, inviterName, ...row }) => ({
    ...row,
    inviterName: inviterName ?? "somebody who has left",
    status: statusOf(row, rolesOf({ tenantRole, agencyRole, platformRole }), now),
  }));
}

function statusOf(row: Pick<Invite, "acceptedAt" | "revokedAt" | "expiresAt" | "role">, roles: Role[], now: number) {
  if (row.acceptedAt !== null) return "accepted";
  if (row.revokedAt !== null) return "revoked";
  if (row.expiresAt <= now) return "expired";
  return mayGrant(roles, row.role) ? "open" : "withdrawn";
}
