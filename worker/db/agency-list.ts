import { sql } from "drizzle-orm";
import type { AgencyRole } from "#contracts/capabilities.ts";
import type { Db } from "./open.ts";

/** An agency as one person sees it; `role` null: they see it by a role of the platform. */
export interface AgencyOverview {
  readonly id: string;
  readonly label: string;
  readonly role: AgencyRole | null;
  readonly tenants: number;
  readonly members: number;
}

/** The agencies a person belongs to, or every one, by label. */
export async function agenciesOf(db: Db, userId: string, everyOne: boolean): Promise<AgencyOverview[]> {
  return db.all<AgencyOverview>(sql`
    select g.id, g.label, own.role,
      (select count(*) from tenants t where t.agency_id = g.id) as tenants,
      (select count(*) from agency_members a where a.agency_id = g.id) as members
    from agencies g
    left join agency_members own on own.agency_id = g.id and own.user_id = ${userId}
    where own.role is not null or ${everyOne ? 1 : 0} = 1
    order by g.label, g.id`);
}
