import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "./quoting.ts";
import { type LandingOrder, selectOf } from "./select.ts";

/** A group of rows is held in memory until it is written: so many bytes of records, in whole vectors of DuckDB. */
const GROUP_BYTES = 6 * 1024 * 1024;
const VECTOR_ROWS = 2048;
const MOST_VECTORS = 6;
/** With the usual level of zstd, records of ads take a sixth longer to write and make no smaller file. */
const QUICKEST = 1;

/** Turns spooled records into one zstd Parquet file and makes sure that it is on the disk. Gives the number of rows. */
export async function writeParquet(duckdb: DuckDBConnection, order: LandingOrder, target: string): Promise<number> {
  const result = await duckdb.run(
    `copy (${selectOf(order)}) to ${quoted(target)} (format parquet, compression zstd, compression_level ${QUICKEST}, row_group_size ${groupRows(order)})`,
  );
  const file = await open(target, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return result.rowsChanged;
}

function groupRows({ rows, bytes }: LandingOrder): number {
  const vectors = Math.floor((GROUP_BYTES * rows) / Math.max(1, bytes) / VECTOR_ROWS);
  return VECTOR_ROWS * Math.min(MOST_VECTORS, Math.max(1, vectors));
}
