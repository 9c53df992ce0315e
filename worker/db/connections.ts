import { asc, eq } from "drizzle-orm";
import type { TenantScope } from "./open.ts";
import { connections } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type Connection = typeof connections.$inferSelect;

export function openConnections(scope: TenantScope) {
  const { db } = scope;
  return {
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
