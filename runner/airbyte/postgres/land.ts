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
import { binaryOwnColumns } from "./binary/row-encoder.ts";
import { type Rest, spoolRows } from "./binary/spool-rows.ts";
import type { PostgresConfiguration } from "./configuration.ts";
import { withPostgres } from "./connect.ts";
import { type LandedSync, lockSchema, lockSync, prepareSchema, recordSync } from "./ledger.ts";
import { qualified, tableName } from "./names.ts";
import { prepareSyncMeta, saySyncMeta } from "./sync-meta.ts";
import { prepareTable } from "./tables.ts";
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
  const { configuration, schema, sync, signal } = landing;
  await withPostgres(configuration, signal, async (client) => {
    const targets = await prepareTargets(client, landing);
    await client.query("begin");
    await lockSync(client, sync.syncId);
    await saySyncMeta(client, sync.jobId, landing.isBackfill);
    for (const target of targets) await copyStream(client, landing, target);
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
  await prepareSyncMeta(client, schema);
  const targets: Target[] = [];
  for (const stream of spooled.filter(({ rows }) => rows > 0)) {
    const table = tableName(prefix + stream.name);
    const fields = fieldTypes(schemas.get(stream.name), stream.shape.fields, typeOfProperty);
    targets.push({ stream, table, columns: await prepareTable(client, schema, table, fields) });
  }
  await client.query("commit");
  return targets;
}

/** Rows of the plain kind go as they were read, the others by way of DuckDB, which knows what becomes of any value. */
async function copyStream(client: Client, landing: PostgresLanding, target: Target): Promise<void> {
  const { schema, sync, isBackfill, scratch, signal } = landing;
  const { stream, table, columns } = target;
  const into = (own: readonly string[], format: string) => {
    const names = [...columns.map(({ name }) => name), ...own].map(escapeIdentifier);
    return copyFrom(`copy ${qualified(schema, table)} (${names.join(", ")}) from stdin (format ${format})`);
  };
  const quick = client.query(into(binaryOwnColumns, "binary"));
  let rest: Rest = stream;
  await pipeline(
    async function* () {
      rest = yield* spoolRows(stream, columns, scratch);
    },
    quick,
    { signal },
  );
  let rows = quick.rowCount;
  if (rest.rows > 0) {
    const path = join(scratch, "rows.csv");
    const order = { ...stream, ...rest, spool: rest.path, columns, jobId: sync.jobId, isBackfill };
    await withDuckDb(scratch, rest.longest, (duckdb) => writeCsv(duckdb, order, path));
    signal.throwIfAborted();
    const slow = client.query(into(ownColumns, `csv, null '${NULL_TEXT}'`));
    await pipeline(createReadStream(path, { highWaterMark: PIECE }), slow, { signal });
    await rm(path);
    rows += slow.rowCount;
  }
  if (rows !== stream.rows) throw new Error(`stream ${stream.name}: ${stream.rows} records were read, ${rows} written`);
}
