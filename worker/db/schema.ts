/**
 * All tables of D1 but those of better-auth (schema/identity.ts). Owned tables have the primary key (tenant_id, id) and
 * composite foreign keys, so a row cannot point across tenants. Instants are milliseconds since 1970 (UTC).
 */
export * from "./schema/agencies.ts";
export * from "./schema/audit.ts";
export * from "./schema/backfills.ts";
export * from "./schema/connections.ts";
export * from "./schema/messages.ts";
export * from "./schema/runs.ts";
export * from "./schema/snapshots.ts";
export * from "./schema/tenants.ts";
export * from "./schema/webhooks.ts";
