import type { Client } from "pg";
import { qualified } from "./names.ts";

const TABLE = "_airbyte_landings";

export interface LandedSync {
  readonly syncId: string;
  readonly jobId: number;
  readonly connectionId: string;
  readonly rows: number;
}

/** One after another: whoever changes tables of a schema. Ends with the transaction. */
export const lockSchema = (client: Client, schema: string) =>
  client.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [`schema ${schema}`]);

/** Held from the first row of a sync to the end of its transaction: who gets it knows that the sync has landed or never will. */
export const lockSync = (client: Client, syncId: string) =>
  client.query("select pg_advisory_xact_lock(hashtextextended($1, 2))", [`sync ${syncId}`]);

/** Makes the schema, if it is not there, and the table of the syncs that landed in it. */
export async function prepareSchema(client: Client, schema: string): Promise<void> {
  // Asked first: PostgreSQL wants the right to make schemas even where "if not exists" finds one.
  const found = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (found.rowCount === 0) await client.query(`create schema ${client.escapeIdentifier(schema)}`);
  const table = await client.query("select to_regclass($1) is null as missing", [qualified(schema, TABLE)]);
  if (table.rows[0].missing)
    await client.query(
      `create table ${qualified(schema, TABLE)} (sync_id uuid primary key, job_id bigint not null,
         connection_id uuid not null, rows bigint not null, landed_at timestamptz not null default now())`,
    );
}

export const recordSync = (client: Client, schema: string, { syncId, jobId, connectionId, rows }: LandedSync) =>
  client.query(
    `insert into ${qualified(schema, TABLE)} (sync_id, job_id, connection_id, rows) values ($1, $2, $3, $4)`,
    [syncId, jobId, connectionId, rows],
  );

/** Waits for the end of a transaction that may still be landing it. */
export async function hasLanded(client: Client, schema: string, syncId: string): Promise<boolean> {
  await client.query("begin");
  await lockSync(client, syncId);
  const table = await client.query("select to_regclass($1) is null as missing", [qualified(schema, TABLE)]);
  const found = table.rows[0].missing
    ? 0
    : (await client.query(`select from ${qualified(schema, TABLE)} where sync_id = $1`, [syncId])).rowCount;
  await client.query("commit");
  return found === 1;
}
