import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { agencies } from "./agencies.ts";

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
