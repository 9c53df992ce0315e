import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column } from "./columns.ts";

const LARGEST_RECORD = 32 * 1024 * 1024;
/** Appends only: no sync ever replaces what an earlier generation landed. */
const GENERATION = 0;

export interface ParquetOrder {
  /** JSON lines, each a whole RECORD message. */
  readonly spool: string;
  readonly columns: readonly Column[];
  readonly jobId: number;
  readonly target: string;
}

/** Turns spooled records into one zstd Parquet file and makes sure that it is on the disk. Gives the number of rows. */
export async function writeParquet(duckdb: DuckDBConnection, order: ParquetOrder): Promise<number> {
  const result = await duckdb.run(
    `copy (${selectOf(order)}) to ${quoted(order.target)} (format parquet, compression zstd)`,
  );
  const file = await open(order.target, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return result.rowsChanged;
}

function selectOf({ spool, columns, jobId }: ParquetOrder): string {
  const texts = columns.filter((column) => column.type !== "JSON");
  const nested = columns.filter((column) => column.type === "JSON");
  const values = columns.map((column) => {
    const value =
      column.type === "JSON" ? nestedValue(nested.indexOf(column) + 1) : cast(column, texts.indexOf(column) + 1);
    return `${value} as ${name(column.name)}`;
  });
  const pointers = (list: readonly Column[]) => list.map((column) => pointerTo(column.field)).join(", ");
  return `
    select ${[...values, ...ownValues(texts, jobId)].join(",\n")}
    from (
      select json_extract_string(json, [${pointers(texts)}]::varchar[]) as text,
        json_extract(json, [${pointers(nested)}]::varchar[]) as nested,
        json_extract_string(json, '/record/emitted_at') as emitted_at,
        json_extract(json, '/record/meta/changes') as changes
      from read_json_objects(${quoted(spool)}, format = 'newline_delimited', maximum_object_size = ${LARGEST_RECORD})
    )`;
}

function ownValues(texts: readonly Column[], jobId: number): string[] {
  const lost = texts
    .map((column, at) => ({ column, at: at + 1 }))
    .filter(({ column }) => column.type !== "VARCHAR")
    .map(({ column, at }) => {
      const fault = `json_object('field', ${quoted(column.field)}, 'change', 'NULLED', 'reason', 'DESTINATION_TYPECAST_ERROR')`;
      return `if(text[${at}] is not null and ${cast(column, at)} is null, ${fault}, null)`;
    });
  const known = `coalesce(from_json(changes, '["JSON"]'), [])`;
  const changes = `list_filter(list_concat(${known}, [${lost.join(",\n")}]::json[]), lambda change: change is not null)`;
  return [
    "cast(uuid() as varchar) as _airbyte_raw_id",
    "make_timestamptz(cast(cast(emitted_at as double) * 1000 as bigint)) as _airbyte_extracted_at",
    `json_object('sync_id', ${jobId}, 'changes', ${changes}) as _airbyte_meta`,
    `cast(${GENERATION} as bigint) as _airbyte_generation_id`,
  ];
}

const nestedValue = (at: number): string => `nullif(nested[${at}], 'null'::json)`;

/** A value that does not fit its type is NULL here and named in `_airbyte_meta`, as Airbyte does it. */
function cast(column: Column, at: number): string {
  const text = `text[${at}]`;
  // The narrow decimal is ten times faster to parse and holds nearly every number there is.
  const decimal = `coalesce(cast(try_cast(${text} as decimal(18,9)) as decimal(38,9)), try_cast(${text} as decimal(38,9)))`;
  switch (column.type) {
    case "BIGINT":
      return `case when regexp_matches(${text}, '[.eE]')
        then if(${decimal} = trunc(${decimal}), try_cast(${decimal} as bigint), null) else try_cast(${text} as bigint) end`;
    case "DECIMAL(38,9)":
      return decimal;
    case "BOOLEAN":
      return `try_cast(${text} as boolean)`;
    default:
      return text;
  }
}

const pointerTo = (field: string): string =>
  quoted(`/record/data/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`);
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const name = (text: string): string => `"${text}"`;
