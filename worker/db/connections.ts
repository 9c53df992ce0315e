import { asc, eq, sql } from "drizzle-orm";
import type { ConnectionSpec } from "#contracts/operator.ts";
import { auditIfChanged } from "./audit.ts";
import type { Db, TenantScope } from "./open.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";
import type { Audited } from "./setup.ts";

export type Connection = typeof connections.$inferSelect;

const differs = sql`(${connections.platform}, ${connections.name}, ${connections.schedule}, ${connections.airbyteConnectionId})
  is not (excluded.platform, excluded.name, excluded.schedule, excluded.airbyte_connection_id)`;

/** The statement that creates a connection or brings it to `spec`; what its syncs left on the row stays. It changes no row that is so already. */
export function upsertConnection(db: Db, tenantId: string, spec: ConnectionSpec, now: number) {
  const { platform, name, schedule, airbyte_connection_id: airbyteConnectionId } = spec;
  const values = { platform, name, schedule, airbyteConnectionId };
  return db
    .insert(connections)
    .values({ tenantId, id: spec.id, createdAt: now, ...values })
    .onConflictDoUpdate({ target: [connections.tenantId, connections.id], set: values, setWhere: differs });
}

export function openConnections(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  return {
    async put({ row, audit }: Audited<ConnectionSpec>): Promise<void> {
      await db.batch([upsertConnection(db, tenantId, row, clock()), auditIfChanged(db, audit)]);
    },

    /** By id. */
    async list(): Promise<Connection[]> {
      return db.select().from(connections).where(ownedBy(scope, connections)).orderBy(asc(connections.id)).all();
    },
    async find(id: string): Promise<Connection | undefined> {
      return db
        .select()
        .from(connections)
        .where(ownedBy(scope, connections, eq(connections.id, id)))
        .get();
    },
  };
}
