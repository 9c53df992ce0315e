import { and, eq, sql } from "drizzle-orm";
import type { AgencyScope } from "./agency-store.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { connections, memberships, snapshots, tenants } from "./schema.ts";

export interface AgencyTenantDraft {
  readonly id: string;
  readonly label: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly regionSet: string;
  readonly workFrom: number;
  readonly workTo: number;
}

const counted = {
  id: tenants.id,
  label: tenants.label,
  currency: tenants.currency,
  timeZone: tenants.timeZone,
  createdAt: tenants.createdAt,
  members: sql<number>`(select count(*) from ${memberships} where ${memberships.tenantId} = ${tenants.id})`,
  connections: sql<number>`(select count(*) from ${connections} where ${connections.tenantId} = ${tenants.id})`,
  snapshotGeneratedAt: sql<number | null>`(select ${snapshots.generatedAt} from ${snapshots}
    where ${snapshots.tenantId} = ${tenants.id} and ${snapshots.id} = ${tenants.currentSnapshotId})`,
};

export type CountedTenant = Awaited<ReturnType<ReturnType<typeof openAgencyTenants>["list"]>>[number];

/** The tenants of one agency. */
export function openAgencyTenants({ db, agencyId, clock }: AgencyScope) {
  return {
    /** By label, with what they hold counted. */
    async list() {
      return db
        .select(counted)
        .from(tenants)
        .where(eq(tenants.agencyId, agencyId))
        .orderBy(tenants.label, tenants.id)
        .all();
    },

    async find(id: string) {
      return db
        .select(counted)
        .from(tenants)
        .where(and(eq(tenants.agencyId, agencyId), eq(tenants.id, id)))
        .get();
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
