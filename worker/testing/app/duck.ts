import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { app } from "./client.ts";

export type Row = Record<string, unknown>;

async function query(file: string, sql: string): Promise<Row[]> {
  const duckdb = await openDuckdb(file);
  try {
    return await duckdb.ask(sql);
  } finally {
    duckdb.close();
  }
}

async function openDuckdb(file: string) {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  return {
    ask: async (sql: string): Promise<Row[]> => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A tenant's marts as they are now. `file` can be attached to another one's. */
export interface Marts {
  readonly file: string;
  ask(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** A copy of a tenant's marts, since dbt keeps the file to itself while it builds. */
export async function openMarts(tenantId: string): Promise<Marts> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-marts-"));
  // A file is a catalog by its name: "marts" would stand before the schema.
  const file = join(folder, "copy.duckdb");
  await copyFile(join(app.ready.warehouse, "marts", `${tenantId}.duckdb`), file);
  const duckdb = await openDuckdb(file);
  const close = () => {
    duckdb.close();
    return rm(folder, { recursive: true });
  };
  return { file, ask: duckdb.ask, close };
}

export async function askMarts(tenantId: string, sql: string): Promise<Row[]> {
  const marts = await openMarts(tenantId);
  try {
    return await marts.ask(sql);
  } finally {
    await marts.close();
  }
}

/** Asks the lake; `{stream}` of the SQL stands for everything that was landed of it. */
export function askLake(tenantId: string, platform: string, stream: string, sql: string): Promise<Row[]> {
  const files = join(app.ready.warehouse, "lake", tenantId, platform, "*", stream, "*.parquet");
  return query(":memory:", sql.replace("{stream}", `read_parquet('${files}', union_by_name = true)`));
}
