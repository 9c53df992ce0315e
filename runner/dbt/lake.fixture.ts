import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { createLog } from "../log.ts";
import type { DbtConfig } from "./config.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Raw = Readonly<Record<string, Json>>;

/** One sync of one stream: its records in the order in which they were emitted. */
export interface Sync {
  readonly platform: string;
  readonly stream: string;
  readonly connection?: string;
  /** It reads days again that were read before. */
  readonly isBackfill?: boolean;
  /** When its records were emitted. */
  readonly extractedAt: string;
  readonly rows: readonly Raw[];
}

export const quiet = createLog(() => undefined);

const local = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A warehouse of its own for one test file, under a name with a quote, with the real dbt project and the real Python. */
export async function makeConfig(ratesUrl?: string): Promise<DbtConfig & { remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "dbt's test-"));
  return {
    python: join(process.env.PYTHON_HOME ?? local(".local/python"), "venvs", "dbt", "bin", "python"),
    project: local("dbt"),
    warehouse: join(root, "warehouse"),
    state: join(root, "dbt"),
    ratesSources: ratesUrl ? [{ name: "test", place: ratesUrl }] : [],
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Lands a sync as docs/architecture.md "Raw records" says: typed columns, one Parquet file, renamed into place. */
export async function land(config: DbtConfig, tenant: string, sync: Sync): Promise<void> {
  const folder = join(config.warehouse, "lake", tenant, sync.platform, sync.connection ?? "connection-1", sync.stream);
  await mkdir(folder, { recursive: true });
  const id = crypto.randomUUID();
  const spool = join(folder, `.${id}.jsonl`);
  const temporary = join(folder, `.${id}.new`);
  const columns = typesOf(sync.rows);
  const lines = sync.rows.map((row, index) => JSON.stringify({ ...row, _airbyte_raw_id: rawId(index) }));
  await writeFile(spool, lines.join("\n"));
  const described = [...columns, ["_airbyte_raw_id", "VARCHAR"]].map(([name, type]) => `"${name}": '${type}'`);
  await query(
    ":memory:",
    `copy (
       select *, timestamptz '${sync.extractedAt}' as _airbyte_extracted_at, json_object('sync_id', '${id}'${sync.isBackfill ? ", 'backfill', true" : ""}) as _airbyte_meta,
         0::bigint as _airbyte_generation_id
       from read_json('${quoted(spool)}', format = 'newline_delimited', columns = {${described.join(", ")}})
     ) to '${quoted(temporary)}' (format parquet, compression zstd)`,
  );
  await rename(temporary, join(folder, `${id}.parquet`));
  await rm(spool);
}

/** A path within an SQL string. */
export const quoted = (path: string) => path.replaceAll("'", "''");

const rawId = (index: number) => `${String(index).padStart(8, "0")}-0000-4000-8000-000000000000`;

function typesOf(rows: readonly Raw[]): [string, string][] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...names].map((name) => [
    name,
    typeOf(rows.map((row) => row[name] ?? null).filter((value) => value !== null)),
  ]);
}

function typeOf(values: readonly Json[]): string {
  if (values.some((value) => typeof value === "object")) return "JSON";
  if (values.some((value) => typeof value === "string")) return "VARCHAR";
  if (values.length > 0 && values.every((value) => typeof value === "boolean")) return "BOOLEAN";
  return values.every((value) => Number.isInteger(value)) ? "BIGINT" : "DECIMAL(38,9)";
}

/** Rows of a DuckDB file as plain objects, every number as text. */
export async function query(path: string, sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(path, path === ":memory:" ? {} : { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
