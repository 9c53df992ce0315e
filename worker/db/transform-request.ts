import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { runs } from "./schema.ts";

/** A transform that waits, unless one does already: then the two are one. */
export function insertTransform({ db, tenantId, clock }: TenantScope, condition: SQL = sql`true`) {
  const now = clock();
  const row = {
    tenantId,
    id: uuidv7(),
    kind: "transform",
    status: "queued",
    attempt: 0,
    dueAt: now,
    createdAt: now,
  } as const;
  return insertFrom(db, runs, row, sql`where ${condition}`).onConflictDoNothing();
}
