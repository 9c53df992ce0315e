import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { connections, runs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export function openLatestSyncs(scope: TenantScope) {
  const { db, tenantId } = scope;
  return {
    /** Each connection, by id, with its newest sync run, backfills left out; null where there is none yet. */
    async all() {
      const latest = sql`${runs.id} = (select latest.id from runs latest where latest.tenant_id = ${tenantId}
        and latest.connection_id = ${connections.id} and latest.kind = 'sync' and latest.trigger is not 'backfill'
        order by latest.created_at desc, latest.id desc limit 1)`;
      return db
        .select({ connection: connections, run: runs })
        .from(connections)
        .leftJoin(runs, and(eq(runs.tenantId, connections.tenantId), latest))
        .where(ownedBy(scope, connections, isNull(connections.deletedAt)))
        .orderBy(asc(connections.id))
        .all();
    },
  };
}
