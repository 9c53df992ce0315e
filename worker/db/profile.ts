import { eq } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { tenants } from "./schema.ts";

export type TenantProfile = typeof tenants.$inferSelect;

export function openProfile({ db, tenantId }: TenantScope) {
  return {
    /** Undefined when the tenant does not exist. */
    async read(): Promise<TenantProfile | undefined> {
      return db.select().from(tenants).where(eq(tenants.id, tenantId)).get();
    },
  };
}
