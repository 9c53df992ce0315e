import { uuidv7 } from "uuidv7";
import type { AuditDraft } from "../../db/audit.ts";
import { openDb } from "../../db/open.ts";
import { auditLog } from "../../db/schema.ts";
import type { TestApp } from "../../testing/harness.ts";

export function auditRow(tenantId: string | null, values: Partial<AuditDraft> = {}): AuditDraft {
  return {
    id: uuidv7(),
    tenantId,
    at: Date.now(),
    action: "key.created",
    actorKind: "user",
    actorLabel: "an actor",
    targetKind: "key",
    targetId: uuidv7(),
    ...values,
  };
}

export async function writeRows(app: TestApp, rows: readonly AuditDraft[]): Promise<readonly AuditDraft[]> {
  const db = openDb(app.env);
  const [first, ...rest] = rows.map((row) => db.insert(auditLog).values(row));
  if (first) await db.batch([first, ...rest]);
  return rows;
}
