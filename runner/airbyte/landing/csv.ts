import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "./columns.ts";
import { ownColumns } from "./columns.ts";
import { quoted } from "./quoting.ts";
import { type LandingOrder, selectOf } from "./select.ts";

/** How NULL is spelled in the file; a text that reads so is between quotes. */
export const NULL_TEXT = "\\N";

/** Writes spooled records as CSV for PostgreSQL's COPY: the stream's columns in their order, then ours. Gives the number of rows. */
export async function writeCsv(duckdb: DuckDBConnection, order: LandingOrder, target: string): Promise<number> {
  // DuckDB takes names that differ in case alone for the same one.
  const columns = order.columns.map((column, at) => ({ ...column, name: `c${at}` }));
  const values = [...columns.map(storable), ...ownColumns];
  const result = await duckdb.run(
    `copy (select ${values.join(", ")} from (${selectOf({ ...order, columns })})) to ${quoted(target)}
     (format csv, header false, nullstr ${quoted(NULL_TEXT)})`,
  );
  return result.rowsChanged;
}

/** PostgreSQL stores no NUL, neither in text nor escaped in JSON: it is left out. In JSON, two backslashes are one that is meant. */
function storable({ name, type }: Column): string {
  if (type === "VARCHAR") return `replace(${name}, chr(0), '')`;
  if (type !== "JSON") return name;
  const without = `replace(replace(replace(${name}::varchar, '\\\\', chr(1)), '\\u0000', ''), chr(1), '\\\\')`;
  return `if(contains(${name}::varchar, '\\u0000'), ${without}, ${name}::varchar)`;
}
