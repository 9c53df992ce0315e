import { eq, sql } from "drizzle-orm";
import type { Schedule } from "#contracts/schedules.ts";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import type { Connection } from "./connections.ts";
import type { TenantScope } from "./open.ts";
import { scheduleColumns } from "./schedule-columns.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export function openSchedules(scope: TenantScope) {
  const { db } = scope;
  return {
    /** False when the connection's schedule is no longer as it was in `before`. */
    async change(before: Connection, to: Schedule, nextDueAt: number | null, told: AuditDraft): Promise<boolean> {
      const asBefore = sql`(schedule, every_minutes, cron, cron_time_zone) is
        (${before.schedule}, ${before.everyMinutes}, ${before.cron}, ${before.cronTimeZone})`;
      const [{ meta }] = await db.batch([
        db
          .update(connections)
          .set({ ...scheduleColumns(to), nextDueAt })
          .where(ownedBy(scope, connections, eq(connections.id, before.id), asBefore)),
        auditIfChanged(db, told),
      ]);
      return meta.changes > 0;
    },
  };
}
