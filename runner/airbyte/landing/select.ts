import { Kind } from "../records/json-cursor.ts";
import type { Shape } from "../records/record-scanner.ts";
import type { Column } from "./columns.ts";
import { type Origin, originOf } from "./origin.ts";
import { name, quoted } from "./quoting.ts";
import { castTime } from "./times.ts";

/** Appends only: no sync ever replaces what an earlier generation landed. */
export const GENERATION = 0;

export interface LandingOrder {
  /** JSON lines, each a whole RECORD message. */
  readonly spool: string;
  readonly rows: number;
  /** Of all lines together. */
  readonly bytes: number;
  /** Bytes of the longest line. */
  readonly longest: number;
  readonly shape: Shape;
  readonly columns: readonly Column[];
  readonly jobId: number;
  /** Said in `_airbyte_meta`: these rows are of days read again, and say nothing of how fresh the data is. */
  readonly isBackfill: boolean;
}

/** `_airbyte_meta` of a row of which nothing was changed. */
export const syncMeta = (jobId: number, isBackfill: boolean): string =>
  `{"sync_id":${jobId},${isBackfill ? '"backfill":true,' : ""}"changes":[]}`;

/** The rows as they land: the stream's columns in their order, then ours. */
export function selectOf(order: LandingOrder): string {
  const origin = originOf(order);
  const values = order.columns.map((column) => `${landed(column, order.shape, origin)} as ${name(column.name)}`);
  return `select ${[...values, ...ownValues(order, origin)].join(",\n")} from ${origin.from}`;
}

function landed(column: Column, shape: Shape, origin: Origin): string {
  const direct = origin.direct(column);
  if (column.type === "JSON")
    return nested(`nullif(${direct}, 'null'::json)`, shape.fields.get(column.field)?.kinds ?? 0);
  return direct ?? cast(column, origin.text(column));
}

function ownValues({ columns, jobId, isBackfill }: LandingOrder, origin: Origin): string[] {
  const lost = columns
    .filter((column) => origin.direct(column) === undefined && column.type !== "VARCHAR")
    .map((column) => {
      const fault = `json_object('field', ${quoted(column.field)}, 'change', 'NULLED', 'reason', 'DESTINATION_TYPECAST_ERROR')`;
      const text = origin.text(column);
      return `if(${text} is not null and ${cast(column, text)} is null, ${fault}, null)`;
    });
  const known = `coalesce(from_json(${origin.changes}, '["JSON"]'), [])`;
  const changes = `list_filter(list_concat(${origin.changes === undefined ? "[]" : known}, [${lost.join(",\n")}]::json[]), lambda change: change is not null)`;
  const nothing = lost.length === 0 && origin.changes === undefined;
  return [
    "cast(uuid() as varchar) as _airbyte_raw_id",
    `make_timestamptz(cast(${origin.emittedAt} as bigint) * 1000) as _airbyte_extracted_at`,
    nothing
      ? `${quoted(syncMeta(jobId, isBackfill))}::json as _airbyte_meta`
      : `json_object('sync_id', ${jobId}, ${isBackfill ? "'backfill', true, " : ""}'changes', ${changes}) as _airbyte_meta`,
    `cast(${GENERATION} as bigint) as _airbyte_generation_id`,
  ];
}

const MOST_DIGITS = 10_000;
const NEAR = `-?[0-9.]+([eE][+-]?0*[0-9]{1,4})?`;

/** Where no text came but decimals did, a text is a decimal that was put between quotes. One that no database could hold stays there. */
function nested(value: string, kinds: number): string {
  if (!(kinds & Kind.wide) || kinds & Kind.text) return value;
  const text = `(${value} ->> '$')`;
  const isNear = `length(${text}) < ${MOST_DIGITS} and regexp_full_match(${text}, ${quoted(NEAR)})`;
  return `if(json_type(${value}) = 'VARCHAR' and ${isNear}, cast(${text} as json), ${value})`;
}

/** A value that does not fit its type is NULL here and named in `_airbyte_meta`, as Airbyte does it. */
function cast(column: Column, text: string): string {
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
    case "VARCHAR":
    case "JSON":
      return text;
    default:
      return castTime(column.type, text);
  }
}
