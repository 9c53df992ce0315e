import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";
import { deadLetters } from "./schema.ts";

export interface DeadLetter {
  /** The queue message's id. */
  readonly id: string;
  readonly tenantId: string | null;
  readonly job: string;
  readonly payload: unknown;
  readonly error: string | null;
}

const payloadLimit = 20_000;

export function openDeadLetters(db: Db, clock: Clock) {
  return {
    /** The first telling of a message counts. */
    async bury({ payload, ...letter }: DeadLetter): Promise<void> {
      const text = (JSON.stringify(payload) ?? "null").slice(0, payloadLimit);
      await db
        .insert(deadLetters)
        .values({ ...letter, payload: text, at: clock() })
        .onConflictDoNothing();
    },
  };
}
