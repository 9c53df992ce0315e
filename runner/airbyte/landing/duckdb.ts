import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** A DuckDB of its own for one landing, with bounded memory; larger work goes to `temporary` on disk. */
export async function withDuckDb<T>(temporary: string, work: (duckdb: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(Math.min(2, availableParallelism())),
    memory_limit: "160MB",
    temp_directory: temporary,
    preserve_insertion_order: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const duckdb = await instance.connect();
  try {
    return await work(duckdb);
  } finally {
    duckdb.closeSync();
    instance.closeSync();
  }
}
