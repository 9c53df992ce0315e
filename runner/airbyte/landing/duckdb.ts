import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

const MEMORY_MB = 768;
/** Buffers for a record, its copies and its values. */
const COPIES = 8;

/**
 * A DuckDB of its own for one landing of records of at most `longest` bytes, with bounded memory; larger work goes to `temporary` on disk.
 * One thread: a second one makes it little faster and doubles its buffers. Alone it keeps the order of rows by itself, without gathering them.
 */
export async function withDuckDb<T>(
  temporary: string,
  longest: number,
  work: (duckdb: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: `${MEMORY_MB + Math.ceil((COPIES * longest) / 1_000_000)}MB`,
    temp_directory: temporary,
    preserve_insertion_order: "false",
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
