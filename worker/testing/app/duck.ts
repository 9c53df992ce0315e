import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { app } from "./client.ts";

export type Row = Record<string, unknown>;

async function query(file: string, sql: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(file);
  const duckdb = await instance.connect();
  try {
    return (await duckdb.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    duckdb.closeSync();
    instance.closeSync();
  }
}

/** Asks the marts of a tenant: a copy of them, since dbt keeps the file to itself while it builds. */
export async function askMarts(tenantId: string, sql: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "adinsights-marts-"));
  try {
    // A file is a catalog by its name: "marts" would stand before the schema.
    const copy = join(folder, "copy.duckdb");
    await copyFile(join(app.ready.warehouse, "marts", `${tenantId}.duckdb`), copy);
    return await query(copy, sql);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Asks the lake; `{stream}` of the SQL stands for everything that was landed of it. */
export function askLake(tenantId: string, platform: string, stream: string, sql: string): Promise<Row[]> {
  const files = join(app.ready.warehouse, "lake", tenantId, platform, "*", stream, "*.parquet");
  return query(":memory:", sql.replace("{stream}", `read_parquet('${files}', union_by_name = true)`));
}
