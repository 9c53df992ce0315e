import { eq, sql } from "drizzle-orm";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { snapshotShards } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export interface StoredShard {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const columns = { name: snapshotShards.name, bytes: snapshotShards.bytes, sha256: snapshotShards.sha256 };

export function openShards(scope: TenantScope) {
  const { db, tenantId } = scope;
  return {
    /** The shards of a snapshot that KV holds. */
    async shards(snapshotId: string): Promise<StoredShard[]> {
      return db
        .select(columns)
        .from(snapshotShards)
        .where(ownedBy(scope, snapshotShards, eq(snapshotShards.snapshotId, snapshotId)))
        .all();
    },
    async shard(snapshotId: string, name: string): Promise<StoredShard | undefined> {
      return db
        .select(columns)
        .from(snapshotShards)
        .where(ownedBy(scope, snapshotShards, eq(snapshotShards.snapshotId, snapshotId), eq(snapshotShards.name, name)))
        .get();
    },
    /** Notes that KV holds the shard, if its snapshot is still being built and the name is new; gives what is noted then. */
    async noteShard(snapshotId: string, shard: StoredShard): Promise<StoredShard | undefined> {
      const [, noted] = await db.batch([
        insertFrom(
          db,
          snapshotShards,
          { tenantId, snapshotId, ...shard },
          sql`from snapshots where tenant_id = ${tenantId} and id = ${snapshotId} and status = 'building'`,
        ).onConflictDoNothing(),
        db
          .select(columns)
          .from(snapshotShards)
          .where(
            ownedBy(
              scope,
              snapshotShards,
              eq(snapshotShards.snapshotId, snapshotId),
              eq(snapshotShards.name, shard.name),
            ),
          ),
      ]);
      return noted[0];
    },
  };
}
