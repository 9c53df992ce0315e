import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Role } from "#contracts/capabilities.ts";
import { type AgencyOverview, agenciesOf } from "./agency-list.ts";
import { rolesOf } from "./callers.ts";
import type { Db } from "./open.ts";
import { sessions, users } from "./schema/identity.ts";
import { agencies, agencyMembers, memberships, tenants } from "./schema.ts";

/** A tenant that a person may enter, and the strongest role they hold there. */
export interface MembershipView {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly currency: string;
  readonly timeZone: string;
  readonly agency: { readonly id: string; readonly label: string } | null;
}

interface Page {
  /** Part of the label or id; empty for all. */
  readonly search: string;
  readonly after: { readonly label: string; readonly id: string } | null;
  readonly limit: number;
}

export type IdentityStore = ReturnType<typeof openIdentityStore>;

/** Who belongs where. It crosses tenants by its nature, and always starts from one person. */
export function openIdentityStore(db: Db) {
  async function enterable(userId: string, limit: number, ...conditions: SQL[]): Promise<MembershipView[]> {
    const rows = await db
      .select({
        id: tenants.id,
        label: tenants.label,
        currency: tenants.currency,
        timeZone: tenants.timeZone,
        tenantRole: memberships.role,
        agencyRole: agencyMembers.role,
        platformRole: users.platformRole,
        agencyId: agencies.id,
        agencyLabel: agencies.label,
      })
      .from(tenants)
      .innerJoin(users, eq(users.id, userId))
      .leftJoin(agencies, eq(agencies.id, tenants.agencyId))
      .leftJoin(memberships, and(eq(memberships.tenantId, tenants.id), eq(memberships.userId, users.id)))
      .leftJoin(agencyMembers, and(eq(agencyMembers.agencyId, tenants.agencyId), eq(agencyMembers.userId, users.id)))
      .where(
        and(
          sql`(${memberships.role} is not null or ${agencyMembers.role} is not null or ${users.platformRole} is not null)`,
          ...conditions.map((condition) => sql`(${condition})`),
        ),
      )
      .orderBy(asc(tenants.label), asc(tenants.id))
      .limit(limit)
      .all();
    return rows.map(({ tenantRole, agencyRole, platformRole, agencyId, agencyLabel, ...tenant }) => ({
      ...tenant,
      role: rolesOf({ tenantRole, agencyRole, platformRole })[0]!,
      agency: agencyId === null ? null : { id: agencyId, label: agencyLabel! },
    }));
  }

  return {
    /** The tenants a person may enter, by label. */
    async tenantsOf(userId: string, { search, after, limit }: Page): Promise<MembershipView[]> {
      const pattern = `%${search.replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%`;
      const found =
        search === ""
          ? []
          : [sql`${tenants.label} like ${pattern} escape '\\' or ${tenants.id} like ${pattern} escape '\\'`];
      const later = after ? [sql`(${tenants.label}, ${tenants.id}) > (${after.label}, ${after.id})`] : [];
      return enterable(userId, limit, ...found, ...later);
    },

    /** Undefined when the person may not enter it, or it does not exist. */
    async tenantOf(userId: string, tenantId: string): Promise<MembershipView | undefined> {
      return (await enterable(userId, 1, eq(tenants.id, tenantId)))[0];
    },

    /** The agencies a person belongs to, or with `everyOne` all there are, by label. */
    async agenciesOf(userId: string, everyOne: boolean): Promise<AgencyOverview[]> {
      return agenciesOf(db, userId, everyOne);
    },

    /** For a session that gets no refresh token: a browser's that came from an OIDC provider. */
    async setActiveTenant(sessionId: string, tenantId: string): Promise<void> {
      await db.update(sessions).set({ activeTenantId: tenantId }).where(eq(sessions.id, sessionId));
    },
  };
}
