import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { type AuditDraft, auditIfChanged } from "./audit.ts";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { snapshotPins, snapshotShards, snapshots } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type SnapshotPin = typeof snapshotPins.$inferSelect;

export interface ListedSnapshot {
  readonly id: string;
  readonly generatedAt: number;
  readonly bytes: number;
}

/** Who asked for a pin when no report or link did. */
export const person = "person";

const bytes = sql<number>`(select coalesce(sum(bytes), 0) from snapshot_shards shard
  where shard.tenant_id = ${snapshots.tenantId} and shard.snapshot_id = ${snapshots.id})`;
const listed = { id: snapshots.id, generatedAt: sql<number>`${snapshots.generatedAt}`, bytes };

/** A tenant's published snapshots, who keeps them, and how they go. */
export function openSnapshots(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const isReady = eq(snapshots.status, "ready");
  const ofPin = (id: string, holder: string) => [eq(snapshotPins.snapshotId, id), eq(snapshotPins.holder, holder)];
  return {
    /** Newest first; ids grow with time. `before`: the last one of the page before. */
    async newest(limit: number, before: string | null): Promise<ListedSnapshot[]> {
      return db
        .select(listed)
        .from(snapshots)
        .where(ownedBy(scope, snapshots, isReady, before === null ? undefined : lt(snapshots.id, before)))
        .orderBy(desc(snapshots.id))
        .limit(limit)
        .all();
    },
    async find(id: string): Promise<ListedSnapshot | undefined> {
      return db
        .select(listed)
        .from(snapshots)
        .where(ownedBy(scope, snapshots, isReady, eq(snapshots.id, id)))
        .get();
    },
    /** Of these snapshots, oldest first. */
    async pins(ids: readonly string[]): Promise<SnapshotPin[]> {
      return db
        .select()
        .from(snapshotPins)
        .where(ownedBy(scope, snapshotPins, sql`snapshot_id in (select value from json_each(${JSON.stringify(ids)}))`))
        .orderBy(snapshotPins.pinnedAt)
        .all();
    },
    /** False: there is no such snapshot, or this holder keeps it already. */
    async pin(id: string, holder: string, note: string | null, told: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        insertFrom(
          db,
          snapshotPins,
          { tenantId, snapshotId: id, holder, note, pinnedAt: clock() },
          sql`from snapshots where tenant_id = ${tenantId} and id = ${id} and status = 'ready'`,
        ).onConflictDoNothing(),
        auditIfChanged(db, told),
      ]);
      return meta.changes > 0;
    },
    async unpin(id: string, holder: string, told: AuditDraft): Promise<boolean> {
      const [{ meta }] = await db.batch([
        db.delete(snapshotPins).where(ownedBy(scope, snapshotPins, ...ofPin(id, holder))),
        auditIfChanged(db, told),
      ]);
      return meta.changes > 0;
    },

    /** Every published one with when it was made, for deciding which may go. */
    async ages(): Promise<{ id: string; generatedAt: number }[]> {
      return db
        .select({ id: snapshots.id, generatedAt: listed.generatedAt })
        .from(snapshots)
        .where(ownedBy(scope, snapshots, isReady))
        .all();
    },
    /** ready → expired, but never the current one nor one that is pinned, whatever was decided before: the statement looks again. */
    async expire(ids: readonly string[]): Promise<number> {
      const { meta } = await db
        .update(snapshots)
        .set({ status: "expired" })
        .where(
          ownedBy(
            scope,
            snapshots,
            isReady,
            sql`id in (select value from json_each(${JSON.stringify(ids)}))`,
            sql`id is not (select current_snapshot_id from tenants where tenants.id = ${tenantId})`,
            sql`not exists (select 1 from snapshot_pins pin where pin.tenant_id = ${tenantId} and pin.snapshot_id = snapshots.id)`,
          ),
        );
      return meta.changes;
    },
    /** What KV may still hold something of: expired ones, and those abandoned before `until`. */
    async collectable(until: number, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: snapshots.id })
        .from(snapshots)
        .where(
          ownedBy(
            scope,
            snapshots,
            or(eq(snapshots.status, "expired"), and(eq(snapshots.status, "abandoned"), lt(snapshots.createdAt, until))),
          ),
        )
        .limit(limit)
        .all();
      return rows.map(({ id }) => id);
    },
    /** KV holds nothing of it any more. */
    async collected(id: string): Promise<void> {
      await db.batch([
        db.delete(snapshotShards).where(ownedBy(scope, snapshotShards, eq(snapshotShards.snapshotId, id))),
        db
          .update(snapshots)
          .set({ status: "collected" })
          .where(ownedBy(scope, snapshots, eq(snapshots.id, id), inArray(snapshots.status, ["expired", "abandoned"]))),
      ]);
    },
  };
}
