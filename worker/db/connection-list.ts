import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { ConnectionStatus } from "#contracts/connections.ts";
import type { ConnectionPlatform } from "#contracts/fields.ts";
import type { TenantScope } from "./open.ts";
import { connections, platformGroups, runs, schemaChanges } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export interface ConnectionFilter {
  /** Part of the name. */
  readonly text?: string | undefined;
  readonly platform?: ConnectionPlatform | undefined;
  readonly status?: ConnectionStatus | undefined;
}

/** A connection with its newest sync, backfills left out, the group whose rate limit it shares, and how many schema changes nobody acknowledged. */
export interface ListedConnection {
  readonly connection: typeof connections.$inferSelect;
  readonly run: typeof runs.$inferSelect | null;
  readonly group: typeof platformGroups.$inferSelect | null;
  readonly newSchemaChanges: number;
}

export function openConnectionList(scope: TenantScope) {
  const { db, tenantId } = scope;
  const newest = sql`${runs.id} = (select newest.id from runs newest where newest.tenant_id = ${tenantId}
    and newest.connection_id = ${connections.id} and newest.kind = 'sync' and newest.trigger is not 'backfill'
    order by newest.created_at desc, newest.id desc limit 1)`;
  const open = sql<number>`(select count(*) from ${schemaChanges} where ${schemaChanges.tenantId} = ${tenantId}
    and ${schemaChanges.connectionId} = ${connections.id} and ${schemaChanges.acknowledgedAt} is null)`;

  const rows = (conditions: readonly (SQL | undefined)[], limit: number): Promise<ListedConnection[]> =>
    db
      .select({ connection: connections, run: runs, group: platformGroups, newSchemaChanges: open })
      .from(connections)
      .leftJoin(runs, and(eq(runs.tenantId, connections.tenantId), newest))
      .leftJoin(platformGroups, eq(platformGroups.key, connections.groupKey))
      .where(ownedBy(scope, connections, isNull(connections.deletedAt), ...conditions))
      .orderBy(sql`lower(${connections.name}), ${connections.id}`)
      .limit(limit)
      .all();

  return {
    /** By name, those that come behind the connection `after`; one that was deleted meanwhile still says where to go on. */
    async page({ text, platform, status }: ConnectionFilter, after: string | undefined, limit: number) {
      const behind = sql`(lower(${connections.name}), ${connections.id}) >
        (select lower(name), id from connections where tenant_id = ${tenantId} and id = ${after ?? null})`;
      return rows(
        [
          after === undefined ? undefined : behind,
          text ? sql`instr(lower(${connections.name}), lower(${text})) > 0` : undefined,
          platform && eq(connections.platform, platform),
          status && eq(connections.status, status),
        ],
        limit,
      );
    },

    async listed(id: string): Promise<ListedConnection | undefined> {
      return (await rows([eq(connections.id, id)], 1))[0];
    },

    /** Also of a deleted one. */
    async wasKnown(id: string): Promise<boolean> {
      const found = await db
        .select({ id: connections.id })
        .from(connections)
        .where(ownedBy(scope, connections, eq(connections.id, id)))
        .get();
      return found !== undefined;
    },
  };
}
