import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { TenantScope } from "./open.ts";

/** A transform that waits, unless one does already: then the two are one. */
export function insertTransform({ db, tenantId, clock }: TenantScope, condition: SQL = sql`true`) {
  const now = clock();
  return db.run(sql`insert into runs (tenant_id, id, kind, status, attempt, due_at, created_at)
    select ${tenantId}, ${uuidv7()}, 'transform', 'queued', 0, ${now}, ${now} where ${condition}
    on conflict do nothing`);
}
