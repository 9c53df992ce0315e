import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { TenantScope } from "./open.ts";
import { changed } from "./outbox.ts";

/** Appends to the history of a run, in the batch of the change and only if it took place. */
export function stepIfChanged(
  { db, tenantId, clock }: TenantScope,
  runId: string,
  name: string,
  detail: string | null = null,
  condition: SQL = changed,
) {
  return db.run(sql`insert into run_steps (tenant_id, id, run_id, name, detail, at)
    select ${tenantId}, ${uuidv7()}, ${runId}, ${name}, ${detail}, ${clock()} where ${condition}`);
}
