import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { Id, TenantId } from "#contracts/fields.ts";
import type { OutboxMessage } from "./outbox.ts";

/**
 * What the messages of a sync run carry. `fence` is the `due_at` that the run had when the message was written: every move of a run sets
 * another one, so a message that comes twice or late fits no more and is dropped.
 */
export const SyncPayload = z.strictObject({
  tenant_id: TenantId,
  run_id: Id,
  fence: z.number().int(),
  /** How many checks of this job went before; the pause between checks grows with it. */
  checks: z.number().int().nonnegative(),
});
export type SyncPayload = z.infer<typeof SyncPayload>;

export type SyncJobName = "sync.start" | "sync.check";

export function syncMessage(job: SyncJobName, payload: SyncPayload, sendAt: number): OutboxMessage {
  return { id: uuidv7(), tenantId: payload.tenant_id, job, payload, sendAt };
}
