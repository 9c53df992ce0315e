import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Db } from "./open.ts";

type Values<Table extends SQLiteTable> = {
  readonly [Name in keyof Table["$inferInsert"]]: Table["$inferInsert"][Name] | SQL;
};

/**
 * `insert … select values <tail>`: a row for each one that `tail` finds (`from …`), or one if its condition holds (`where …`). Columns that
 * are not named are null.
 */
export function insertFrom<Table extends SQLiteTable>(db: Db, table: Table, values: Values<Table>, tail: SQL) {
  const named: Readonly<Record<string, unknown>> = values;
  const selected = Object.keys(getTableColumns(table)).map((name) => sql`${named[name] ?? null}`);
  return db.insert(table).select(sql`select ${sql.join(selected, sql`, `)} ${tail}`);
}
