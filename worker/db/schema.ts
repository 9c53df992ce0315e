import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * Owned tables have the primary key (tenant_id, id) and composite foreign keys, so a row cannot point across tenants.
 * Instants are milliseconds since 1970 (UTC). The identity tables (identity-schema.ts) belong to better-auth.
 */
export const tenants = sqliteTable(
  "tenants",
  {
    id: text().primaryKey(),
    label: text().notNull(),
    timeZone: text("time_zone").notNull(),
    currency: text().notNull(),
    regionSet: text("region_set").notNull(),
    /** Hours of the tenant's day: from ≤ hour < to. */
    workFrom: integer("work_from").notNull(),
    workTo: integer("work_to").notNull(),
    /** The pointer: moved by one statement, together with the run that made the snapshot. */
    currentSnapshotId: text("current_snapshot_id"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [check("tenants_hours", sql`${t.workFrom} between 0 and 24 and ${t.workTo} between 0 and 24`)],
);

export const memberships = sqliteTable(
  "memberships",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    userId: text("user_id").notNull(),
    role: text({ enum: ["owner", "admin", "analyst", "viewer"] }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("memberships_user").on(t.tenantId, t.userId),
    index("memberships_by_user").on(t.userId),
  ],
);

export const connections = sqliteTable(
  "connections",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    platform: text({ enum: ["meta", "google_ads", "linkedin", "tiktok"] }).notNull(),
    name: text().notNull(),
    airbyteConnectionId: text("airbyte_connection_id").notNull(),
    schedule: text({ enum: ["hourly", "manual"] }).notNull(),
    lastSuccessAt: integer("last_success_at"),
    /** Rows of the last sync that brought any: what an empty one is compared with. */
    lastRows: integer("last_rows"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("connections_airbyte").on(t.airbyteConnectionId)],
);

/** The ledger. A sync run belongs to a connection; a transform run to the tenant as a whole. */
export const runs = sqliteTable(
  "runs",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    kind: text({ enum: ["sync", "transform"] }).notNull(),
    status: text({ enum: ["queued", "running", "succeeded", "failed", "cancelled"] }).notNull(),
    connectionId: text("connection_id"),
    attempt: integer().notNull().default(0),
    /** Not to be touched by the backstop before this instant: next check, next try, or end of the lease. */
    dueAt: integer("due_at").notNull(),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    finishedAt: integer("finished_at"),
    airbyteJobId: text("airbyte_job_id"),
    leaseToken: text("lease_token"),
    runnerId: text("runner_id"),
    snapshotId: text("snapshot_id"),
    /** JSON of contracts/runner Progress. */
    progress: text(),
    rows: integer(),
    bytes: integer(),
    warning: text(),
    errorClass: text("error_class", { enum: ["config", "data", "transient", "system"] }),
    errorMessage: text("error_message"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.connectionId], foreignColumns: [connections.tenantId, connections.id] }),
    // At most one unfinished sync a connection, one waiting and one running transform a tenant.
    uniqueIndex("runs_one_sync")
      .on(t.tenantId, t.connectionId)
      .where(sql`kind = 'sync' and status in ('queued', 'running')`),
    uniqueIndex("runs_one_queued_transform").on(t.tenantId).where(sql`kind = 'transform' and status = 'queued'`),
    uniqueIndex("runs_one_running_transform").on(t.tenantId).where(sql`kind = 'transform' and status = 'running'`),
    index("runs_due").on(t.status, t.dueAt),
    index("runs_latest").on(t.tenantId, t.kind, t.createdAt),
    index("runs_of_connection").on(t.tenantId, t.connectionId, t.createdAt),
  ],
);

/** What happened within a run, in order; append only. */
export const runSteps = sqliteTable(
  "run_steps",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    runId: text("run_id").notNull(),
    name: text().notNull(),
    detail: text(),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.runId], foreignColumns: [runs.tenantId, runs.id] }),
    index("run_steps_of_run").on(t.tenantId, t.runId),
  ],
);

/** Snapshots: `building` while shards arrive, `ready` for ever once committed. The manifest is in KV beside the shards. */
export const snapshots = sqliteTable(
  "snapshots",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    runId: text("run_id").notNull(),
    status: text({ enum: ["building", "ready", "abandoned"] }).notNull(),
    generatedAt: integer("generated_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.runId], foreignColumns: [runs.tenantId, runs.id] }),
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

/** Messages that ride in the batch of the change they tell of; the sender (or the backstop) hands them to the queue and deletes them. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    job: text().notNull(),
    payload: text().notNull(),
    sendAt: integer("send_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("outbox_send").on(t.sendAt)],
);

/** Messages that no try could handle, for people to see. */
export const deadLetters = sqliteTable("dead_letters", {
  id: text().primaryKey(),
  tenantId: text("tenant_id"),
  job: text().notNull(),
  payload: text().notNull(),
  error: text(),
  at: integer().notNull(),
});

/** When each part of the platform was last heard of: `cron:minute`, `runner:<id>`. */
export const heartbeats = sqliteTable("heartbeats", {
  part: text().primaryKey(),
  at: integer().notNull(),
  detail: text(),
});
