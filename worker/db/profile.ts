import { eq, type SQL, sql } from "drizzle-orm";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { TenantScope } from "./open.ts";
import { replanConnections } from "./replan-connections.ts";
import { agencies, tenants } from "./schema.ts";

export type TenantProfile = typeof tenants.$inferSelect;

export interface ProfileWithAgency extends TenantProfile {
  readonly agency: { readonly id: string; readonly label: string } | null;
}

export type ProfileChange = Partial<
  Pick<TenantProfile, "label" | "timeZone" | "currency" | "regionSet" | "workFrom" | "workTo" | "branding">
>;

export function openProfile({ db, tenantId, clock }: TenantScope) {
  return {
    /** Undefined when the tenant does not exist. */
    async read(): Promise<TenantProfile | undefined> {
      return db.select().from(tenants).where(eq(tenants.id, tenantId)).get();
    },

    async withAgency(): Promise<ProfileWithAgency | undefined> {
      const row = await db
        .select()
        .from(tenants)
        .leftJoin(agencies, eq(agencies.id, tenants.agencyId))
        .where(eq(tenants.id, tenantId))
        .get();
      if (!row) return undefined;
      const agency = row.agencies && { id: row.agencies.id, label: row.agencies.label };
      return { ...row.tenants, agency };
    },

    /** False when what it changes is no longer as it was in `before`. */
    async change(before: TenantProfile, to: ProfileChange, draft: AuditDraft): Promise<boolean> {
      const names = Object.keys(to) as (keyof ProfileChange)[];
      const asBefore: SQL[] = names.map((name) => sql`${tenants[name]} is ${before[name]}`);
      const [{ meta }] = await db.batch([
        db
          .update(tenants)
          .set(to)
          .where(sql.join([eq(tenants.id, tenantId), ...asBefore], sql` and `)),
        auditIfChanged(db, draft),
        ...("timeZone" in to || "workFrom" in to || "workTo" in to ? [replanConnections(db, tenantId, clock())] : []),
      ]);
      return meta.changes > 0;
    },
  };
}
