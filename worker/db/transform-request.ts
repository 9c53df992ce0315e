import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { runs } from "./schema.ts";

/** A transform waits this long for other syncs of its tenant that are under way, so that one transform serves them all. */
export const gatherMs = 90_000;

/**
 * A transform that waits, unless one does already: then the two are one, due when the sooner of them is. The end of a tenant's last sync
 * makes it due at once.
 */
export function insertTransform({ db, tenantId, clock }: TenantScope, condition: SQL = sql`true`) {
  const now = clock();
  const syncing = sql`exists (select 1 from runs as other
    where other.tenant_id = ${tenantId} and other.kind = 'sync' and other.status in ('queued', 'running'))`;
  const row = {
    tenantId,
    id: uuidv7(),
    kind: "transform",
    status: "queued",
    attempt: 0,
    dueAt: sql`case when ${syncing} then ${now + gatherMs} else ${now} end`,
    createdAt: now,
  } as const;
  return insertFrom(db, runs, row, sql`where ${condition}`).onConflictDoUpdate({
    target: runs.tenantId,
    targetWhere: sql`kind = 'transform' and status = 'queued'`,
    set: { dueAt: sql`min(due_at, excluded.due_at)` },
  });
}
