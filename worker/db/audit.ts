import { sql } from "drizzle-orm";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { auditLog } from "./schema.ts";

/** A row of the audit log before it is written. `http/trace.ts` makes them, so that actor, address and request are never forgotten. */
export type AuditDraft = typeof auditLog.$inferInsert;

/** Writes the row in the batch of the change it tells of. */
export function audit(db: Db, draft: AuditDraft) {
  return db.insert(auditLog).values(draft);
}

/** The same, if the statement before it in the batch changed a row: so the log tells only of what took place. */
export function auditIfChanged(db: Db, draft: AuditDraft) {
  return insertFrom(db, auditLog, draft, sql`where changes() > 0`);
}
