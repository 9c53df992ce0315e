import { asc, lte, type SQL, sql } from "drizzle-orm";
import { insertFrom } from "./insert-from.ts";
import type { Db } from "./open.ts";
import { outbox } from "./schema.ts";

/** A queue message as the outbox keeps it; `sendAt` in milliseconds since 1970. */
export interface OutboxMessage {
  readonly id: string;
  readonly tenantId: string | null;
  readonly job: string;
  readonly payload: unknown;
  readonly sendAt: number;
}

/** True in a batch when the statement before it changed a row: so a row tells of a change only if the change took place. */
export const changed: SQL = sql`changes() > 0`;

/** Writes the message in the batch of the change it tells of. */
export function outboxIfChanged(db: Db, message: OutboxMessage, now: number) {
  const row = { ...message, payload: JSON.stringify(message.payload), createdAt: now };
  return insertFrom(db, outbox, row, sql`where ${changed}`);
}

export function openOutbox(db: Db) {
  return {
    /** Messages whose time to be sent was at or before `until`, oldest first. */
    async overdue(until: number, limit: number): Promise<OutboxMessage[]> {
      const rows = await db
        .select()
        .from(outbox)
        .where(lte(outbox.sendAt, until))
        .orderBy(asc(outbox.sendAt))
        .limit(limit)
        .all();
      return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
    },
    /** Forgets messages that the queue has taken. */
    async sent(ids: readonly string[]): Promise<void> {
      await db.run(sql`delete from outbox where id in (select value from json_each(${JSON.stringify(ids)}))`);
    },
  };
}
