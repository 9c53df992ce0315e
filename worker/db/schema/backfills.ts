import { sql } from "drizzle-orm";
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { connections } from "./connections.ts";
import { runs } from "./runs.ts";

/** Days (`YYYY-MM-DD`, both counted) of a connection that are to be read again. */
export const backfills = sqliteTable(
  "backfills",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    connectionId: text("connection_id").notNull(),
    fromDay: text("from_day").notNull(),
    toDay: text("to_day").notNull(),
    status: text({ enum: ["active", "succeeded", "failed", "cancelled"] }).notNull(),
    /** Why it stopped before its end. */
    reason: text(),
    createdAt: integer("created_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.connectionId], foreignColumns: [connections.tenantId, connections.id] }),
    uniqueIndex("backfills_one_active").on(t.tenantId, t.connectionId).where(sql`status = 'active'`),
    index("backfills_of_connection").on(t.tenantId, t.connectionId, t.createdAt),
    index("backfills_active").on(t.status).where(sql`status = 'active'`),
  ],
);

/** The parts in which a backfill is read, in order of `number` from 1. How far one is stands in its run. */
export const backfillSlices = sqliteTable(
  "backfill_slices",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    backfillId: text("backfill_id").notNull(),
    number: integer().notNull(),
    fromDay: text("from_day").notNull(),
    toDay: text("to_day").notNull(),
    /** Null: its turn has not come. */
    runId: text("run_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.backfillId], foreignColumns: [backfills.tenantId, backfills.id] }),
    foreignKey({ columns: [t.tenantId, t.runId], foreignColumns: [runs.tenantId, runs.id] }),
    uniqueIndex("backfill_slices_in_order").on(t.tenantId, t.backfillId, t.number),
  ],
);
