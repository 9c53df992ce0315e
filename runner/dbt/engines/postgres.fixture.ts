import pg from "pg";
import type { TestPostgres } from "../../airbyte/testing/postgres.ts";
import { type Engine, rowOf } from "./engine.ts";
import { type RawTable, type RawType, rawTables } from "./raw-tables.ts";

const BOOLEAN_OID = 16;
/** Every value as PostgreSQL spells it; of booleans the words that others use. */
const asText = {
  getTypeParser: (oid: number) => (text: string) => (oid === BOOLEAN_OID ? String(text === "t") : text),
};
const types: Readonly<Record<RawType, string>> = {
  varchar: "character varying",
  bigint: "bigint",
  "decimal(38,9)": "numeric(38,9)",
  boolean: "boolean",
  json: "jsonb",
};
const quoted = (name: string) => pg.escapeIdentifier(name);

/** A database as docs/dbt.md says it must be. */
export async function postgresIn(server: TestPostgres, database: string): Promise<Engine> {
  const { host, port, username, password } = server.configuration;
  await server.query(
    `create database ${quoted(database)} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  );
  await server.query(`alter database ${quoted(database)} set timezone to 'UTC'`);
  const query = async (sql: string, values: unknown[] = []) => {
    const client = new pg.Client({ host, port, database, user: username, password, types: asText });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows.map(rowOf);
    } finally {
      await client.end();
    }
  };
  const load = async ({ schema, name, columns, records }: RawTable) => {
    const table = `${quoted(schema)}.${quoted(name)}`;
    const own =
      "_airbyte_raw_id varchar not null, _airbyte_extracted_at timestamptz not null, _airbyte_meta jsonb not null";
    const defined = columns.map(([column, type]) => `${quoted(column)} ${types[type]}`);
    await query(`create schema if not exists ${quoted(schema)}`);
    await query(`drop table if exists ${table}`);
    await query(`create table ${table} (${[own, ...defined].join(", ")})`);
    const rows = records.map(({ row, rawId, extractedAt, meta }) => ({
      ...row,
      _airbyte_raw_id: rawId,
      _airbyte_extracted_at: extractedAt,
      _airbyte_meta: JSON.parse(meta),
    }));
    await query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  };
  return {
    name: "postgres",
    environment: {
      DBT_POSTGRES_HOST: host,
      DBT_POSTGRES_PORT: String(port),
      DBT_POSTGRES_DATABASE: database,
      DBT_POSTGRES_USER: username,
      DBT_ENV_SECRET_POSTGRES_PASSWORD: password ?? "",
    },
    async load(syncs, rates) {
      for (const table of rawTables(syncs)) await load(table);
      await query("create schema if not exists exchange");
      await query("drop table if exists exchange.rates");
      await query(
        "create table exchange.rates (date varchar, base varchar, quote varchar, rate varchar, source varchar)",
      );
      await query("insert into exchange.rates select * from json_populate_recordset(null::exchange.rates, $1)", [
        JSON.stringify(rates),
      ]);
    },
    query: (sql) => query(sql),
  };
}
