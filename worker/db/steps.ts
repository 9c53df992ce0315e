import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { changed } from "./outbox.ts";
import { runSteps } from "./schema.ts";

/** Appends to the history of a run, in the batch of the change and only if it took place. */
export function stepIfChanged(
  { db, tenantId, clock }: TenantScope,
  runId: string,
  name: string,
  detail: string | null = null,
) {
  return insertFrom(db, runSteps, { tenantId, id: uuidv7(), runId, name, detail, at: clock() }, sql`where ${changed}`);
}
