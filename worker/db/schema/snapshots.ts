import { foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { runs } from "./runs.ts";
import { tenants } from "./tenants.ts";

/**
 * Snapshots: `building` while shards arrive, `ready` once committed. What nobody keeps is `expired`, and `collected` when KV holds nothing of
 * it any more; an `abandoned` one never came to be. The manifest is in KV beside the shards.
 */
export const snapshots = sqliteTable(
  "snapshots",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    runId: text("run_id").notNull(),
    status: text({ enum: ["building", "ready", "abandoned", "expired", "collected"] }).notNull(),
    generatedAt: integer("generated_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.runId], foreignColumns: [runs.tenantId, runs.id] }),
    index("snapshots_by_status").on(t.status, t.tenantId, t.generatedAt),
  ],
);

/** Who keeps a snapshot for ever: `holder` is `person` when somebody asked for it, else the noun and id of what shows its numbers. */
export const snapshotPins = sqliteTable(
  "snapshot_pins",
  {
    tenantId: text("tenant_id").notNull(),
    snapshotId: text("snapshot_id").notNull(),
    holder: text().notNull(),
    note: text(),
    pinnedAt: integer("pinned_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.snapshotId, t.holder] }),
    foreignKey({ columns: [t.tenantId, t.snapshotId], foreignColumns: [snapshots.tenantId, snapshots.id] }),
  ],
);

/** Shards that KV holds, with the checksum of their bytes. */
export const snapshotShards = sqliteTable(
  "snapshot_shards",
  {
    tenantId: text("tenant_id").notNull(),
    snapshotId: text("snapshot_id").notNull(),
    name: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.snapshotId, t.name] }),
    foreignKey({ columns: [t.tenantId, t.snapshotId], foreignColumns: [snapshots.tenantId, snapshots.id] }),
  ],
);
