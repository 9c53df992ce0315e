import { asc, eq, isNull, sql } from "drizzle-orm";
import type { ConnectionSpec } from "#contracts/operator.ts";
import { auditIfChanged } from "./audit.ts";
import { openConnectionChanges } from "./connection-changes.ts";
import { openConnectionList } from "./connection-list.ts";
import type { Db, TenantScope } from "./open.ts";
import { scheduleColumns, toBePlanned } from "./schedule-columns.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import type { Audited } from "./setup.ts";

export type Connection = typeof connections.$inferSelect;

const otherSchedule = sql`(${connections.schedule}, ${connections.everyMinutes}, ${connections.cron}, ${connections.cronTimeZone},
  ${connections.workingHoursOnly}) is not (excluded.schedule, excluded.every_minutes, excluded.cron, excluded.cron_time_zone,
  excluded.working_hours_only)`;
const differs = sql`(${connections.platform}, ${connections.name}, ${connections.airbyteConnectionId})
  is not (excluded.platform, excluded.name, excluded.airbyte_connection_id) or ${connections.deletedAt} is not null or ${otherSchedule}`;

/** The statement that creates a connection or brings it to `spec`; what its syncs left on the row stays. It changes no row that is so already, and brings one back that was deleted. */
export function upsertConnection(db: Db, tenantId: string, spec: ConnectionSpec, now: number) {
  const { platform, name, schedule, airbyte_connection_id: airbyteConnectionId } = spec;
  const values = { platform, name, airbyteConnectionId, deletedAt: null, ...scheduleColumns(schedule) };
  const nextDueAt = schedule.kind === "manual" ? null : toBePlanned(now);
  const replanned = sql`case when ${otherSchedule} or ${connections.deletedAt} is not null then ${nextDueAt} else ${connections.nextDueAt} end`;
  const revived = sql`case when ${connections.deletedAt} is null then ${connections.status} else 'active' end`;
  return db
    .insert(connections)
    .values({ tenantId, id: spec.id, createdAt: now, nextDueAt, ...values })
    .onConflictDoUpdate({
      target: [connections.tenantId, connections.id],
      set: { ...values, status: revived, nextDueAt: replanned },
      setWhere: differs,
    });
}

export function openConnections(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  return {
    async put({ row, audit }: Audited<ConnectionSpec>): Promise<void> {
      await db.batch([upsertConnection(db, tenantId, row, clock()), auditIfChanged(db, audit)]);
    },

    /** By id. */
    async list(): Promise<Connection[]> {
      return db
        .select()
        .from(connections)
        .where(ownedBy(scope, connections, isNull(connections.deletedAt)))
        .orderBy(asc(connections.id))
        .all();
    },
    async find(id: string): Promise<Connection | undefined> {
      return db
        .select()
        .from(connections)
        .where(ownedBy(scope, connections, isNull(connections.deletedAt), eq(connections.id, id)))
        .get();
    },
    ...openConnectionChanges(scope),
    ...openConnectionList(scope),
  };
}
