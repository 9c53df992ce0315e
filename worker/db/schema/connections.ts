import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { connectionPlatforms } from "#contracts/fields.ts";
import { tenants } from "./tenants.ts";

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

/** What changed in a source's schema, as a sync found it, or a look after a notification (then without a run). */
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

/** The streams of a source as they were last seen, to compare with: for an Airbyte whose jobs do not tell what changed. */
export const streamCatalogs = sqliteTable(
  "stream_catalogs",
  {
    tenantId: text("tenant_id").notNull(),
    connectionId: text("connection_id").notNull(),
    /** JSON of db/stream-catalogs Catalog. */
    streams: text().notNull(),
    /** Counts up; who compared with an older one keeps nothing. */
    version: integer().notNull(),
    seenAt: integer("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.connectionId] }),
    foreignKey({ columns: [t.tenantId, t.connectionId], foreignColumns: [connections.tenantId, connections.id] }),
  ],
);
