import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { connectionPlatforms } from "#contracts/fields.ts";

/** A group of people who work for several tenants. */
export const agencies = sqliteTable("agencies", {
  id: text().primaryKey(),
  label: text().notNull(),
  createdAt: integer("created_at").notNull(),
});

export const agencyMembers = sqliteTable(
  "agency_members",
  {
    agencyId: text("agency_id")
      .notNull()
      .references(() => agencies.id),
    id: text().notNull(),
    userId: text("user_id").notNull(),
    role: text({ enum: ["agency_admin", "agency_lead", "agency_analyst"] }).notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("agency_members_user").on(t.agencyId, t.userId),
    index("agency_members_by_user").on(t.userId),
  ],
);

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
    agencyId: text("agency_id").references(() => agencies.id),
    plan: text({ enum: ["starter", "growth", "enterprise"] })
      .notNull()
      .default("growth"),
    /** Goes up with every change of who may do what in the tenant: isolates forget older callers by it. */
    accessVersion: integer("access_version").notNull().default(0),
    /** JSON of contracts/tenants Branding. */
    branding: text(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    check("tenants_hours", sql`${t.workFrom} between 0 and 24 and ${t.workTo} between 0 and 24`),
    index("tenants_of_agency").on(t.agencyId, t.label),
    index("tenants_by_label").on(t.label, t.id),
  ],
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

/** An offer to join a tenant or an agency, one of the two. Its link is a one-time token of purpose `invite`. */
export const invites = sqliteTable(
  "invites",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id").references(() => tenants.id),
    agencyId: text("agency_id").references(() => agencies.id),
    /** Lower case. */
    email: text().notNull(),
    role: text({
      enum: ["owner", "admin", "analyst", "viewer", "agency_admin", "agency_lead", "agency_analyst"],
    }).notNull(),
    invitedBy: text("invited_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    sentAt: integer("sent_at"),
    acceptedAt: integer("accepted_at"),
    acceptedBy: text("accepted_by"),
    revokedAt: integer("revoked_at"),
  },
  (t) => [
    check("invites_to_one", sql`(${t.tenantId} is null) <> (${t.agencyId} is null)`),
    index("invites_of_tenant").on(t.tenantId, t.createdAt),
    index("invites_of_agency").on(t.agencyId, t.createdAt),
  ],
);

/** API keys of service accounts, by the SHA-256 of the secret. */
export const apiKeys = sqliteTable(
  "api_keys",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    name: text().notNull(),
    /** The start of the secret, to tell keys apart: `adk_` and eight characters. */
    prefix: text().notNull(),
    hash: text().notNull(),
    /** JSON list of capabilities. */
    capabilities: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
    /** The key that took its place; this one works until `expiresAt` all the same. */
    rotatedTo: text("rotated_to"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("api_keys_hash").on(t.hash)],
);

/**
 * Who did what to what. Append only: triggers (migrations 0003, 0004) refuse UPDATE, DELETE and REPLACE. No foreign keys, since it outlives what it tells of.
 * `tenantId` null: nobody's tenant, such as a failed sign-in of an unknown account.
 */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text().primaryKey(),
    tenantId: text("tenant_id"),
    agencyId: text("agency_id"),
    at: integer().notNull(),
    action: text().notNull(),
    actorKind: text("actor_kind", { enum: ["user", "key", "operator", "system", "nobody"] }).notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    targetKind: text("target_kind"),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    /** JSON: what changed, from what to what; never a secret. */
    detail: text(),
    ip: text(),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
  },
  (t) => [
    index("audit_log_of_tenant").on(t.tenantId, t.id),
    index("audit_log_of_agency").on(t.agencyId, t.id),
    index("audit_log_of_actor").on(t.actorId, t.id),
  ],
);

export const connections = sqliteTable(
  "connections",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    platform: text({ enum: connectionPlatforms }).notNull(),
    /** What Airbyte calls the connector, such as `facebook-marketing`, or `replay`. Null: an operator registered the connection without it. */
    sourceType: text("source_type"),
    name: text().notNull(),
    airbyteConnectionId: text("airbyte_connection_id").notNull(),
    /** Null where an operator registered the connection: then its source and destination are none of ours to change. */
    airbyteSourceId: text("airbyte_source_id"),
    airbyteDestinationId: text("airbyte_destination_id"),
    /** `attention`: a sync failed for a reason that a person has to mend; nothing starts by itself until then. */
    status: text({ enum: ["active", "paused", "attention"] })
      .notNull()
      .default("active"),
    attentionMessage: text("attention_message"),
    attentionAt: integer("attention_at"),
    schedule: text({ enum: ["manual", "interval", "cron"] }).notNull(),
    everyMinutes: integer("every_minutes"),
    /** Five fields, in `cronTimeZone`, or in the tenant's time zone when that is null. */
    cron: text(),
    cronTimeZone: text("cron_time_zone"),
    workingHoursOnly: integer("working_hours_only", { mode: "boolean" }).notNull().default(true),
    /** When the schedule starts the next sync, jitter included; null when it starts none; see `toBePlanned`. */
    nextDueAt: integer("next_due_at"),
    /** Days that each sync reads again; null: as the platform's attribution window asks. */
    lookBackDays: integer("look_back_days"),
    /** First day (`YYYY-MM-DD`) of the history that is read. */
    historyFrom: text("history_from"),
    /** JSON of contracts/connections Account[] and ChosenStream[]. */
    accounts: text(),
    streams: text(),
    /** Whose rate limit the connection shares (`platform_groups.key`). */
    groupKey: text("group_key"),
    lastSuccessAt: integer("last_success_at"),
    /** Rows of the last sync that brought any: what an empty one is compared with. */
    lastRows: integer("last_rows"),
    /** It is gone for everybody; the row stays for the sake of its runs, which tell where numbers came from. */
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("connections_airbyte").on(t.airbyteConnectionId),
    index("connections_due").on(t.status, t.nextDueAt),
    index("connections_of_group").on(t.groupKey),
  ],
);

/**
 * Connections that share one platform's rate limit: those of one developer token or app, whatever the tenant. Key: `<platform>:<fingerprint>`,
 * or the platform alone where the credentials name none.
 */
export const platformGroups = sqliteTable("platform_groups", {
  key: text().primaryKey(),
  platform: text({ enum: connectionPlatforms }).notNull(),
  /** Syncs of the group that may run at once. */
  maxRunning: integer("max_running").notNull(),
  /** Until then none starts: the platform said so. */
  pausedUntil: integer("paused_until"),
  pausedReason: text("paused_reason"),
  updatedAt: integer("updated_at").notNull(),
});

/** Where Airbyte's notifications of a tenant arrive: a path nobody guesses, kept as SHA-256, and a signing secret, sealed. */
export const webhookEndpoints = sqliteTable(
  "webhook_endpoints",
  {
    tenantId: text("tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: text().notNull(),
    tokenHash: text("token_hash").notNull(),
    /** Sealed by the secret store; null: deliveries come unsigned, as Airbyte itself sends them. */
    secret: text(),
    createdAt: integer("created_at").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("webhook_endpoints_token").on(t.tokenHash)],
);

/** Every notification that arrived, once: a delivery that comes again raises `times`. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    endpointId: text("endpoint_id").notNull(),
    /** What makes two deliveries the same: the signed message id, or a digest of the body. */
    dedupeKey: text("dedupe_key").notNull(),
    receivedAt: integer("received_at").notNull(),
    lastReceivedAt: integer("last_received_at").notNull(),
    times: integer().notNull().default(1),
    outcome: text({ enum: ["checked", "unknown", "ignored"] }).notNull(),
    airbyteConnectionId: text("airbyte_connection_id"),
    airbyteJobId: text("airbyte_job_id"),
    connectionId: text("connection_id"),
    signed: integer({ mode: "boolean" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.endpointId],
      foreignColumns: [webhookEndpoints.tenantId, webhookEndpoints.id],
    }),
    uniqueIndex("webhook_deliveries_once").on(t.tenantId, t.endpointId, t.dedupeKey),
    index("webhook_deliveries_newest").on(t.tenantId, t.receivedAt),
  ],
);

/** What changed in a source's schema, as a sync found it. */
export const schemaChanges = sqliteTable(
  "schema_changes",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    connectionId: text("connection_id").notNull(),
    runId: text("run_id"),
    stream: text().notNull(),
    kind: text({
      enum: ["stream_added", "stream_removed", "column_added", "column_removed", "column_retyped"],
    }).notNull(),
    column: text(),
    fromType: text("from_type"),
    toType: text("to_type"),
    seenAt: integer("seen_at").notNull(),
    acknowledgedAt: integer("acknowledged_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.connectionId], foreignColumns: [connections.tenantId, connections.id] }),
    index("schema_changes_of_connection").on(t.tenantId, t.connectionId, t.seenAt),
  ],
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
    /** Why the run was asked for. A backfill reads `rangeFrom` to `rangeTo` again and makes nothing look fresh. */
    trigger: text({ enum: ["schedule", "manual", "first", "catch_up", "backfill"] }),
    rangeFrom: text("range_from"),
    rangeTo: text("range_to"),
    /** The run that this slice of a backfill follows; all slices of one backfill share it. */
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
    warning: text(),
    warningKind: text("warning_kind", { enum: ["empty", "volume_drop", "incomplete_streams"] }),
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
    /** Null: of nobody's tenant, such as a mail of an agency. */
    tenantId: text("tenant_id"),
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
