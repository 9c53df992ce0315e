import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
