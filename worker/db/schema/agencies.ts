import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

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
