import type { DuckDBValue } from "@duckdb/node-api";
import type { ColumnData } from "./arrow.ts";
import { DataError } from "./data-error.ts";
import { exactInteger } from "./integers.ts";
import type { Marts } from "./marts.ts";
import type { ColumnType, ShardQuery } from "./shard-queries.ts";

interface Sink {
  readonly data: ColumnData;
  put(row: number, value: DuckDBValue | undefined): void;
}

/** The columns of one shard, read chunk by chunk into arrays of their final size. `where` is a condition on the facts, or empty. */
export async function readColumns(
  marts: Marts,
  query: ShardQuery,
  shardName: string,
  where = "",
): Promise<{ rows: number; columns: (readonly [string, ColumnData])[] }> {
  const source = `from ${query.from} ${where}`;
  const rows = Number((await marts.rows(`select count(*) ${source}`))[0]?.[0]);
  const sinks = query.columns.map(([name, type]) => openSink(type, rows, `${shardName}: ${name}`));

  let filled = 0;
  const wanted = query.columns.map(([, , sql]) => sql).join(", ");
  for await (const chunk of marts.chunks(`select ${wanted} ${source} order by ${query.orderBy}`)) {
    sinks.forEach((sink, column) => {
      fill(sink, chunk[column] ?? [], filled);
    });
    filled += chunk[0]?.length ?? 0;
  }
  if (filled !== rows) throw new Error(`${shardName} changed from ${rows} to ${filled} rows while it was read`);
  return { rows, columns: query.columns.map(([name], column) => [name, sinks[column]!.data] as const) };
}

function fill(sink: Sink, values: readonly DuckDBValue[], from: number): void {
  for (let k = 0; k < values.length; k++) sink.put(from + k, values[k]);
}

function openSink(type: ColumnType, rows: number, name: string): Sink {
  if (type === "text" || type === "text?") return textSink(type === "text?", rows, name);
  if (type === "day?") return optionalDaySink(rows, name);
  const values =
    type === "exact" ? new Float64Array(rows) : type === "flag" ? new Uint8Array(rows) : new Int32Array(rows);
  const data: ColumnData = { kind: "numbers", values };
  return {
    data,
    put: (row, value) => {
      values[row] = exactInteger(value, () => `${name} of row ${row}`);
    },
  };
}

function textSink(optional: boolean, rows: number, name: string): Sink {
  const values = new Array<string | null>(rows).fill(null);
  return {
    data: { kind: "texts", values },
    put: (row, value) => {
      if (value == null && !optional) throw new DataError(`${name} of row ${row} is null`);
      values[row] = value == null ? null : String(value);
    },
  };
}

function optionalDaySink(rows: number, name: string): Sink {
  const values = new Array<number | null>(rows).fill(null);
  return {
    data: { kind: "optional-days", values },
    put: (row, value) => {
      values[row] = value == null ? null : exactInteger(value, () => `${name} of row ${row}`);
    },
  };
}
