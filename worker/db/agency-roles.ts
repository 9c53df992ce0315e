import { and, eq } from "drizzle-orm";
import type { AgencyRole, PlatformRole } from "#contracts/capabilities.ts";
import type { Db } from "./open.ts";
import { users } from "./schema/identity.ts";
import { agencies, agencyMembers } from "./schema.ts";

/** The roles of one person in one agency, the platform's included; undefined when the agency is not there for them. Always read afresh. */
export async function agencyRolesOf(
  db: Db,
  agencyId: string,
  userId: string,
): Promise<(AgencyRole | PlatformRole)[] | undefined> {
  const row = await db
    .select({ agencyRole: agencyMembers.role, platformRole: users.platformRole })
    .from(agencies)
    .innerJoin(users, eq(users.id, userId))
    .leftJoin(agencyMembers, and(eq(agencyMembers.agencyId, agencies.id), eq(agencyMembers.userId, users.id)))
    .where(eq(agencies.id, agencyId))
    .get();
  const roles = [row?.agencyRole, row?.platformRole].filter((role) => role !== null && role !== undefined);
  return roles.length > 0 ? roles : undefined;
}
