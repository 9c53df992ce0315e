import { and, eq, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { TenantScope } from "./open.ts";

interface OwnedTable {
  readonly tenantId: SQLiteColumn;
}

/**
 * The `where` of every read and write of a tenant's rows. Each condition is bracketed: drizzle's `and()` joins raw SQL as it stands, and
 * `tenant_id = ? and x or y` would let every row with `y` through.
 */
export function ownedBy(scope: TenantScope, table: OwnedTable, ...conditions: (SQL | undefined)[]): SQL {
  const bracketed = conditions.filter((condition) => condition !== undefined).map((condition) => sql`(${condition})`);
  return and(eq(table.tenantId, scope.tenantId), ...bracketed) as SQL;
}
