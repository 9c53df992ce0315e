import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { connections } from "./connections.ts";
import { tenants } from "./tenants.ts";

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
    /** Why the run was asked for. A backfill reads `rangeFrom` to `rangeTo` again and makes nothing look fresh. */
    trigger: text({ enum: ["schedule", "manual", "first", "catch_up", "backfill"] }),
    rangeFrom: text("range_from"),
    rangeTo: text("range_to"),
    /** Of a slice: the backfill that it is a part of. */
    backfillId: text("backfill_id"),
    /** The platform group that a running sync takes a place of. Of a queued one: it waits for a place, and costs no attempt meanwhile. Null once it ended. */
    groupKey: text("group_key"),
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
    /** Most that the connector held at once, and that the job had on disk. */
    peakMemory: integer("peak_memory"),
    peakDisk: integer("peak_disk"),
    warning: text(),
    warningKind: text("warning_kind", { enum: ["empty", "volume_drop", "incomplete_streams", "counts_differ"] }),
    /** JSON of contracts/connection-runs StreamResult[]. */
    streams: text(),
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
    index("runs_of_group").on(t.groupKey, t.status).where(sql`group_key is not null`),
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
