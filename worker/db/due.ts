import { and, asc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { runs, tenants } from "./schema.ts";

export interface DueConnection {
  readonly tenantId: string;
  readonly connectionId: string;
}

/** Hours of the day (0–23) by IANA time zone, at one instant. */
export type HourByZone = Readonly<Record<string, number>>;

const inWorkingHours = sql`(t.work_from <= zone.value and zone.value < t.work_to)
  or (t.work_from > t.work_to and (zone.value >= t.work_from or zone.value < t.work_to))`;

/** What Cron looks for, across tenants. Every answer is bounded by `limit`, oldest or lowest id first. */
export function openDue(db: Db) {
  async function hourlyConnections(hours: HourByZone, condition: SQL, limit: number): Promise<DueConnection[]> {
    return db.all<DueConnection>(sql`
      select c.tenant_id as tenantId, c.id as connectionId
      from connections c
      join tenants t on t.id = c.tenant_id
      join json_each(${JSON.stringify(hours)}) zone on zone.key = t.time_zone
      where c.schedule = 'hourly' and (${condition}) and not exists (
        select 1 from runs r where r.tenant_id = c.tenant_id and r.connection_id = c.id
          and r.kind = 'sync' and r.status in ('queued', 'running'))
      order by c.tenant_id, c.id limit ${limit}`);
  }

  return {
    async timeZones(): Promise<string[]> {
      const rows = await db.selectDistinct({ zone: tenants.timeZone }).from(tenants).all();
      return rows.map((row) => row.zone);
    },
    /** Connections on an hourly schedule that nothing syncs now; without `anyHour` only where it is a working hour. */
    async idleConnections(hours: HourByZone, anyHour: boolean, limit: number): Promise<DueConnection[]> {
      return hourlyConnections(hours, anyHour ? sql`true` : inWorkingHours, limit);
    },
    /** Of those in their working hours, the ones for which no sync was started after `since`. */
    async missedConnections(hours: HourByZone, since: number, limit: number): Promise<DueConnection[]> {
      const missed = sql`not exists (select 1 from runs r where r.tenant_id = c.tenant_id
        and r.connection_id = c.id and r.kind = 'sync' and r.created_at > ${since})`;
      return hourlyConnections(hours, sql`(${inWorkingHours}) and ${missed}`, limit);
    },
    /** Unfinished runs whose `due_at` has passed: nobody carries them on. */
    async overdueSyncs(now: number, limit: number) {
      const rows = await db
        .select({
          tenantId: runs.tenantId,
          id: runs.id,
          connectionId: runs.connectionId,
          status: runs.status,
          dueAt: runs.dueAt,
        })
        .from(runs)
        .where(and(inArray(runs.status, ["queued", "running"]), lt(runs.dueAt, now), eq(runs.kind, "sync")))
        .orderBy(asc(runs.dueAt))
        .limit(limit)
        .all();
      return rows.map((row) => ({
        ...row,
        status: row.status === "queued" ? ("queued" as const) : ("running" as const),
      }));
    },
    /** Running transforms whose lease has ended. */
    async expiredLeases(now: number, limit: number) {
      return db
        .select({
          tenantId: runs.tenantId,
          runId: runs.id,
          token: sql<string>`coalesce(${runs.leaseToken}, '')`,
          runnerId: runs.runnerId,
          attempt: runs.attempt,
        })
        .from(runs)
        .where(and(eq(runs.status, "running"), lt(runs.dueAt, now), eq(runs.kind, "transform")))
        .orderBy(asc(runs.dueAt))
        .limit(limit)
        .all();
    },
    /** Tenants with a sync that succeeded after `since` and after their latest transform started, and no transform that waits. */
    async untransformedTenants(since: number, limit: number): Promise<string[]> {
      const rows = await db.all<{ id: string }>(sql`
        select t.id from tenants t
        where not exists (select 1 from runs q where q.tenant_id = t.id and q.kind = 'transform' and q.status = 'queued')
          and exists (
            select 1 from runs s where s.tenant_id = t.id and s.kind = 'sync' and s.status = 'succeeded'
              and s.created_at > ${since} and s.finished_at > coalesce(
                (select max(started_at) from runs d where d.tenant_id = t.id and d.kind = 'transform'
                  and d.created_at > ${since}), 0))
        order by t.id limit ${limit}`);
      return rows.map((row) => row.id);
    },
  };
}
