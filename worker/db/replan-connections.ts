import { and, eq, gt } from "drizzle-orm";
import type { Db } from "./open.ts";
import { changed } from "./outbox.ts";
import { toBePlanned } from "./schedule-columns.ts";
import { connections } from "./schema.ts";

/** In the batch of a change of the tenant's working hours or time zone, if it took place: the schedules mean other times now. */
export function replanConnections(db: Db, tenantId: string, now: number) {
  return db
    .update(connections)
    .set({ nextDueAt: toBePlanned(now) })
    .where(and(eq(connections.tenantId, tenantId), gt(connections.nextDueAt, now), changed));
}
