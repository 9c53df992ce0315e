import { and, asc, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { connections, runs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

/** A place between two connections in the order of their ids. */
export interface Place {
  readonly side: "after" | "before";
  readonly id: string;
}

/** Each connection with its latest sync run, null when it was never synced. */
export function openLatestSyncs(scope: TenantScope) {
  const { db, tenantId } = scope;
  const latest = and(
    eq(runs.tenantId, connections.tenantId),
    sql`${runs.id} = (select latest.id from runs latest where latest.tenant_id = ${tenantId}
      and latest.connection_id = ${connections.id} and latest.kind = 'sync'
      order by latest.created_at desc, latest.id desc limit 1)`,
  );
  const rows = (condition: SQL | undefined, order: SQL, limit: number) =>
    db
      .select({ connection: connections, run: runs })
      .from(connections)
      .leftJoin(runs, latest)
      .where(ownedBy(scope, connections, condition))
      .orderBy(order)
      .limit(limit)
      .all();

  return {
    /** By connection id, at most `limit` of them from `place` on. */
    async page(place: Place | undefined, limit: number) {
      if (place?.side === "before")
        return (await rows(lt(connections.id, place.id), desc(connections.id), limit)).reverse();
      return rows(place && gt(connections.id, place.id), asc(connections.id), limit);
    },
    /** All of the tenant, for its summary. */
    async all() {
      return rows(undefined, asc(connections.id), 10_000);
    },
  };
}
