import { DuckDBInstance } from "@duckdb/node-api";

/** Rows as DuckDB itself spells them in JSON, so that no digit is lost on the way. */
export async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const duckdb = await instance.connect();
  try {
    return (await duckdb.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    duckdb.closeSync();
    instance.closeSync();
  }
}

export const record = (stream: string, data: string, emittedAt = 1_700_000_000_123): string =>
  `{"type":"RECORD","record":{"stream":"${stream}","data":${data},"emitted_at":${emittedAt}}}`;
