import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Client, escapeIdentifier } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { JsonSchema } from "../connector/messages.ts";
import { type Column, fieldTypes, ownColumns } from "../landing/columns.ts";
import { NULL_TEXT, writeCsv } from "../landing/csv.ts";
import { withDuckDb } from "../landing/duckdb.ts";
import type { SpooledStream } from "../records/spool.ts";
import type { PostgresConfiguration } from "./configuration.ts";
import { withPostgres } from "./connect.ts";
import { type LandedSync, lockSchema, lockSync, prepareSchema, recordSync } from "./ledger.ts";
import { tableName } from "./names.ts";
import { prepareTable, qualified } from "./tables.ts";
import { typeOfProperty } from "./types.ts";

const PIECE = 256 * 1024;

export interface PostgresLanding {
  readonly configuration: PostgresConfiguration;
  readonly schema: string;
  readonly prefix: string;
  readonly sync: LandedSync;
  readonly isBackfill: boolean;
  readonly spooled: readonly SpooledStream[];
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  /** A folder for files that are too large for memory. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Called when all is written and nothing is to be seen yet. What fails after it may have landed all the same. */
  readonly onReady: () => void;
}

interface Target {
  readonly stream: SpooledStream;
  readonly table: string;
  readonly columns: readonly Column[];
}

/**
 * All streams of a sync in one transaction, with the sync's row in the ledger. The tables are made fit in a transaction before:
 * readers would otherwise wait for them as long as the rows take.
 */
export async function landInPostgres(landing: PostgresLanding): Promise<void> {
  const { configuration, schema, sync, isBackfill, signal } = landing;
  await withPostgres(configuration, signal, async (client) => {
    const targets = await prepareTargets(client, landing);
    await client.query("begin");
    await lockSync(client, sync.syncId);
    const longest = Math.max(0, ...targets.map(({ stream }) => stream.longest));
    for (const target of targets) {
      const path = join(landing.scratch, "rows.csv");
      await withDuckDb(landing.scratch, longest, (duckdb) =>
        writeCsv(
          duckdb,
          { ...target.stream, spool: target.stream.path, columns: target.columns, jobId: sync.jobId, isBackfill },
          path,
        ),
      );
      signal.throwIfAborted();
      await copy(client, schema, target, path, signal);
      await rm(path);
    }
    await recordSync(client, schema, sync);
    signal.throwIfAborted();
    landing.onReady();
    await client.query("commit");
  });
}

async function prepareTargets(
  client: Client,
  { schema, prefix, spooled, schemas }: PostgresLanding,
): Promise<Target[]> {
  await client.query("begin");
  await lockSchema(client, schema);
  await prepareSchema(client, schema);
  const targets: Target[] = [];
  for (const stream of spooled.filter(({ rows }) => rows > 0)) {
    const table = tableName(prefix + stream.name);
    const fields = fieldTypes(schemas.get(stream.name), stream.shape.fields, typeOfProperty);
    targets.push({ stream, table, columns: await prepareTable(client, schema, table, fields) });
  }
  await client.query("commit");
  return targets;
}

async function copy(
  client: Client,
  schema: string,
  { stream, table, columns }: Target,
  path: string,
  signal: AbortSignal,
) {
  const names = [...columns.map(({ name }) => name), ...ownColumns].map(escapeIdentifier);
  const rows = client.query(
    copyFrom(`copy ${qualified(schema, table)} (${names.join(", ")}) from stdin (format csv, null '${NULL_TEXT}')`),
  );
  await pipeline(createReadStream(path, { highWaterMark: PIECE }), rows, { signal });
  if (rows.rowCount !== stream.rows)
    throw new Error(`stream ${stream.name}: ${stream.rows} records were read, ${rows.rowCount} written`);
}
