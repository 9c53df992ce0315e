import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import { z } from "zod";
import { ConnectorFailure } from "../connector/failure.ts";
import { type Column, type ColumnType, type FieldType, ownColumns } from "../landing/columns.ts";
import { claimColumn, qualified } from "./names.ts";
import { metaDefault } from "./sync-meta.ts";
import { asWider, fromPostgresType, postgresType, widened } from "./types.ts";

const META = "_airbyte_meta";
const Row = z.object({ name: z.string(), type: z.string(), comment: z.string().nullable(), hasDefault: z.boolean() });
type ExistingColumn = z.infer<typeof Row>;

const ownDefinitions = (schema: string) => [
  '"_airbyte_raw_id" character varying not null',
  '"_airbyte_extracted_at" timestamp with time zone not null',
  `"_airbyte_meta" jsonb not null default ${metaDefault(schema)}`,
  '"_airbyte_generation_id" bigint not null',
];

/** Makes the table or widens it until it holds these fields; nothing is ever taken away. Gives the column of each field, as it is then. */
export async function prepareTable(
  client: Client,
  schema: string,
  table: string,
  fields: readonly FieldType[],
): Promise<Column[]> {
  const target = qualified(schema, table);
  const existing = await columnsIn(client, target);
  if (existing.length === 0) return createTable(client, schema, target, fields);
  const names = new Set(existing.map(({ name }) => name));
  const missing = ownColumns.find((name) => !names.has(name));
  if (missing) throw new ConnectorFailure("config", `table ${target} was made by something else: it has no ${missing}`);
  if (!existing.some(({ name, hasDefault }) => name === META && hasDefault))
    await client.query(`alter table ${target} alter column ${META} set default ${metaDefault(schema)}`);
  const known = new Map(existing.map((column) => [column.comment ?? column.name, column]));
  for (const own of ownColumns) known.delete(own);
  const columns: Column[] = [];
  for (const field of fields) {
    const column = known.get(field.field);
    columns.push(await (column ? widen(client, target, column, field) : addColumn(client, target, field, names)));
  }
  return columns;
}

async function columnsIn(client: Client, target: string): Promise<ExistingColumn[]> {
  const { rows } = await client.query(
    `select attname as name, format_type(atttypid, atttypmod) as type, atthasdef as "hasDefault",
       col_description(attrelid, attnum) as comment
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [target],
  );
  return rows.map((row) => Row.parse(row));
}

async function createTable(
  client: Client,
  schema: string,
  target: string,
  fields: readonly FieldType[],
): Promise<Column[]> {
  const taken = new Set(ownColumns);
  const columns = fields.map((field) => ({ ...field, name: claimColumn(field.field, taken) }));
  const definitions = columns.map(({ name, type }) => `${escapeIdentifier(name)} ${postgresType(type)}`);
  await client.query(`create table ${target} (${[...ownDefinitions(schema), ...definitions].join(", ")})`);
  for (const column of columns) await rememberField(client, target, column);
  return columns;
}

async function addColumn(client: Client, target: string, field: FieldType, taken: Set<string>): Promise<Column> {
  const column = { ...field, name: claimColumn(field.field, taken) };
  await client.query(`alter table ${target} add column ${escapeIdentifier(column.name)} ${postgresType(column.type)}`);
  await rememberField(client, target, column);
  return column;
}

async function widen(
  client: Client,
  target: string,
  { name, type }: ExistingColumn,
  { field, type: wanted }: FieldType,
) {
  const current = fromPostgresType(type);
  const column = escapeIdentifier(name);
  if (!current)
    throw new ConnectorFailure("config", `column ${column} of ${target} has the type ${type}, which no sync gave it`);
  const wider: ColumnType = widened(current, wanted);
  if (wider !== current) {
    const views = await viewsOn(client, target, name);
    if (views.length > 0)
      throw new ConnectorFailure(
        "config",
        `column ${column} of ${target} has to become ${postgresType(wider)}, and PostgreSQL lets no column change that a view reads: ` +
          `drop ${views.join(", ")}, sync again, and make it anew`,
      );
    await client.query(
      `alter table ${target} alter column ${column} type ${postgresType(wider)} using ${asWider(column, wider)}`,
    );
  }
  return { field, name, type: wider };
}

async function viewsOn(client: Client, target: string, column: string): Promise<string[]> {
  const { rows } = await client.query<{ view: string }>(
    `select distinct r.ev_class::regclass::text as view
     from pg_depend d join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
     join pg_attribute a on d.refclassid = 'pg_class'::regclass and a.attrelid = d.refobjid and a.attnum = d.refobjsubid
     where a.attrelid = to_regclass($1) and a.attname = $2 order by view`,
    [target, column],
  );
  return rows.map(({ view }) => view);
}

/** A field whose name no column can have is found again by the column's comment. */
async function rememberField(client: Client, target: string, { name, field }: Column): Promise<void> {
  if (name !== field)
    await client.query(`comment on column ${target}.${escapeIdentifier(name)} is ${escapeLiteral(field)}`);
}
