import type { Json, Raw, Sync } from "../lake.fixture.ts";
import type { Engine } from "./engine.ts";
import { type RawRecord, type RawTable, type RawType, rawTables } from "./raw-tables.ts";
import { trinoQuery } from "./trino-query.ts";

/** Trino takes statements of a million characters. */
const ROWS_AT_ONCE = 100;
const types: Readonly<Record<RawType, string>> = {
  varchar: "varchar",
  bigint: "bigint",
  "decimal(38,9)": "decimal(38,9)",
  boolean: "boolean",
  json: "varchar",
};
const own = ["_airbyte_raw_id varchar", "_airbyte_extracted_at timestamp(6) with time zone", "_airbyte_meta varchar"];
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A catalog of a running Trino. */
export function trinoIn({ url, catalog }: { url: string; catalog: string }): Engine {
  const query = (sql: string) => trinoQuery(url, sql);
  const loaded = new Map<string, string>();

  async function put(table: string, columns: readonly string[], tuples: readonly string[]): Promise<void> {
    await query(`drop table if exists ${table}`);
    await query(`create table ${table} (${columns.join(", ")})`);
    for (let at = 0; at < tuples.length; at += ROWS_AT_ONCE)
      await query(`insert into ${table} values ${tuples.slice(at, at + ROWS_AT_ONCE).join(", ")}`);
  }
  /** A statement takes a second here: tables that stay as they are stay. */
  async function load(table: RawTable): Promise<void> {
    const name = `${catalog}."${table.schema}"."${table.name}"`;
    const content = JSON.stringify(table);
    if (loaded.get(name) === content) return;
    loaded.set(name, content);
    await query(`create schema if not exists ${catalog}."${table.schema}"`);
    const defined = table.columns.map(([column, type]) => `"${column}" ${types[type]}`);
    const tuples = table.records.map((record) => tupleOf(table, record));
    await put(name, [...own, ...defined], tuples);
  }
  const { hostname, port } = new URL(url);
  return {
    name: "trino",
    environment: { DBT_TRINO_HOST: hostname, DBT_TRINO_PORT: port, DBT_TRINO_CATALOG: catalog },
    async load(syncs, rates) {
      for (const table of rawTables(syncs.map(inLowerCase))) await load(table);
      await query(`create schema if not exists ${catalog}.exchange`);
      const names = ["date", "base", "quote", "rate", "source"] as const;
      const tuples = rates.map((rate) => `(${names.map((name) => literal(rate[name]!)).join(", ")})`);
      await put(
        `${catalog}.exchange.rates`,
        names.map((name) => `"${name}" varchar`),
        tuples,
      );
    },
    query: (sql) => query(sql.replaceAll(/\bfrom /g, `from ${catalog}.`)),
  };
}

/** Trino knows no other names. */
const inLowerCase = (sync: Sync): Sync => ({
  ...sync,
  stream: sync.stream.toLowerCase(),
  rows: sync.rows.map(lowered),
});
const lowered = (row: Raw): Raw =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));

function tupleOf({ columns }: RawTable, { row, rawId, extractedAt, meta }: RawRecord): string {
  const at = `${new Date(extractedAt).toISOString().replace("T", " ").replace("Z", "000")} UTC`;
  const values = columns.map(([name, type]) => literalOf(row[name] ?? null, type));
  return `(${[literal(rawId), `timestamp ${literal(at)}`, literal(meta), ...values].join(", ")})`;
}

function literalOf(value: Json, type: RawType): string {
  if (value === null) return `cast(null as ${types[type]})`;
  if (type === "json") return literal(JSON.stringify(value));
  const text = type === "decimal(38,9)" ? Number(value).toFixed(9) : String(value);
  return type === "varchar" ? literal(text) : `cast(${literal(text)} as ${types[type]})`;
}
