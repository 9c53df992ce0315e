import type { Client } from "pg";
import { syncMeta } from "../landing/select.ts";
import { qualified } from "./names.ts";

const FUNCTION = "_airbyte_sync_meta";
const SETTING = "adinsights.sync_meta";

/** The default of `_airbyte_meta`: what the transaction says of its rows. */
export const metaDefault = (schema: string): string => `${qualified(schema, FUNCTION)}()`;

/**
 * COPY works out the default of each row anew unless it cannot change: called immutable, this is called once a COPY. Parsing the
 * same JSON for each row took PostgreSQL a third of its time. Nobody else has a use for it: without the setting it is NULL, which no row may hold.
 */
export async function prepareSyncMeta(client: Client, schema: string): Promise<void> {
  const found = await client.query("select to_regprocedure($1) is null as missing", [metaDefault(schema)]);
  if (found.rows[0].missing)
    await client.query(
      `create function ${metaDefault(schema)} returns jsonb language sql immutable
         as $$ select pg_catalog.current_setting('${SETTING}', true)::pg_catalog.jsonb $$`,
    );
}

/** Says it for what COPY writes until the transaction ends. */
export const saySyncMeta = (client: Client, jobId: number, isBackfill: boolean) =>
  client.query(`select set_config('${SETTING}', $1, true)`, [syncMeta(jobId, isBackfill)]);
