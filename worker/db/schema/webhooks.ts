import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { tenants } from "./tenants.ts";

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
