import { sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { backfills } from "./schema.ts";

/**
 * In the batch that ends a run: a backfill ends with its last slice, and with the first one that failed or was cancelled. It goes by what the
 * ledger says by then, so it does nothing when the run has not ended or belongs to none.
 */
export function settleBackfill({ db, tenantId, clock }: TenantScope, runId: string) {
  return db
    .update(backfills)
    .set({
      status: sql`ended.status`,
      reason: sql`case ended.status when 'failed' then ended.error_message when 'cancelled' then 'one of its syncs was cancelled' end`,
      endedAt: clock(),
    })
    .from(sql`runs as ended`)
    .where(sql`${backfills.tenantId} = ${tenantId} and ended.tenant_id = ${tenantId} and ended.id = ${runId}
      and ${backfills.id} = ended.backfill_id and ${backfills.status} = 'active'
      and (ended.status in ('failed', 'cancelled') or (ended.status = 'succeeded' and not exists (
        select 1 from backfill_slices left_over where left_over.tenant_id = ${tenantId}
          and left_over.backfill_id = ended.backfill_id and left_over.run_id is null)))`);
}
