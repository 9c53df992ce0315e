import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "./open.ts";
import { runs } from "./schema.ts";

export interface IdleConnection {
  readonly tenantId: string;
  readonly connectionId: string;
}

/** A tenant that nothing transforms now. Instants in milliseconds since 1970. */
export interface IdleTenant {
  readonly tenantId: string;
  readonly timeZone: string;
  readonly workFrom: number;
  readonly workTo: number;
  /** Of the current snapshot. */
  readonly generatedAt: number | null;
  /** Of the latest transform. */
  readonly askedAt: number | null;
}

const carriedOn = sql`not (${runs.status} = 'queued' and ${runs.groupKey} is not null)`;

/** What Cron looks for, across tenants. Every answer is bounded by `limit`, oldest or lowest id first. */
export function openDue(db: Db) {
  return {
    /** Connections that a schedule syncs and nothing syncs now. */
    async idleConnections(limit: number): Promise<IdleConnection[]> {
      return db.all<IdleConnection>(sql`
        select c.tenant_id as tenantId, c.id as connectionId
        from connections c
        where c.schedule <> 'manual' and c.status = 'active' and not exists (
          select 1 from runs r where r.tenant_id = c.tenant_id and r.connection_id = c.id
            and r.kind = 'sync' and r.status in ('queued', 'running'))
        order by c.tenant_id, c.id limit ${limit}`);
    },
    /** Connections whose backfill could go on: nothing syncs them, and their schedule is not due. */
    async idleBackfills(now: number, limit: number): Promise<IdleConnection[]> {
      return db.all<IdleConnection>(sql`
        select b.tenant_id as tenantId, b.connection_id as connectionId
        from backfills b join connections c on c.tenant_id = b.tenant_id and c.id = b.connection_id
        where b.status = 'active' and c.status = 'active' and (c.next_due_at is null or c.next_due_at > ${now}) and not exists (
          select 1 from runs r where r.tenant_id = b.tenant_id and r.connection_id = b.connection_id
            and r.kind = 'sync' and r.status in ('queued', 'running'))
        order by b.created_at, b.id limit ${limit}`);
    },
    /** Unfinished runs whose `due_at` has passed: nobody carries them on. Those that wait for their platform group are none of them. */
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
        .where(and(inArray(runs.status, ["queued", "running"]), lt(runs.dueAt, now), eq(runs.kind, "sync"), carriedOn))
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
    /** Tenants with data of a connection that is not paused, and no transform that waits or runs; by id, those later than `after`. */
    async idleTenants(after: string, limit: number): Promise<IdleTenant[]> {
      return db.all<IdleTenant>(sql`
        select t.id as tenantId, t.time_zone as timeZone, t.work_from as workFrom, t.work_to as workTo, s.generated_at as generatedAt,
          (select max(created_at) from runs r where r.tenant_id = t.id and r.kind = 'transform') as askedAt
        from tenants t left join snapshots s on s.tenant_id = t.id and s.id = t.current_snapshot_id
        where t.id > ${after}
          and exists (select 1 from connections c where c.tenant_id = t.id and c.deleted_at is null
            and c.last_success_at is not null and c.status <> 'paused')
          and not exists (select 1 from runs q where q.tenant_id = t.id and q.kind = 'transform' and q.status = 'queued')
          and not exists (select 1 from runs q where q.tenant_id = t.id and q.kind = 'transform' and q.status = 'running')
        order by t.id limit ${limit}`);
    },
  };
}
