import { type SQL, sql } from "drizzle-orm";
import type { AgencyScope } from "./agency-store.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { tenants } from "./schema.ts";

export interface AgencyTenantDraft {
  readonly id: string;
  readonly label: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly regionSet: string;
  readonly workFrom: number;
  readonly workTo: number;
}

/** A tenant with what it holds counted. */
export interface CountedTenant {
  readonly id: string;
  readonly label: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly createdAt: number;
  readonly members: number;
  readonly connections: number;
  readonly snapshotGeneratedAt: number | null;
}

/** The tenants of one agency. */
export function openAgencyTenants({ db, agencyId, clock }: AgencyScope) {
  const select = (condition: SQL) =>
    db.all<CountedTenant>(sql`
      select t.id, t.label, t.currency, t.time_zone as timeZone, t.created_at as createdAt,
        (select count(*) from memberships m where m.tenant_id = t.id) as members,
        (select count(*) from connections c where c.tenant_id = t.id and c.deleted_at is null) as connections,
        s.generated_at as snapshotGeneratedAt
      from tenants t
      left join snapshots s on s.tenant_id = t.id and s.id = t.current_snapshot_id
      where t.agency_id = ${agencyId} and (${condition})
      order by t.label, t.id`);

  return {
    /** By label. */
    async list(): Promise<CountedTenant[]> {
      return select(sql`true`);
    },

    async find(id: string): Promise<CountedTenant | undefined> {
      return (await select(sql`t.id = ${id}`))[0];
    },

    /** False when the id is taken, by whomever. */
    async create(draft: AgencyTenantDraft, audit: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        db
          .insert(tenants)
          .values({ ...draft, agencyId, createdAt: clock() })
          .onConflictDoNothing(),
        auditIfChanged(db, audit),
      ]);
      return meta.changes > 0;
    },
  };
}
