import type { Column } from "./columns.ts";
import { directType } from "./infer.ts";
import { name, quoted } from "./quoting.ts";
import type { LandingOrder } from "./select.ts";

/** DuckDB reads in buffers of twice the largest object it may meet. */
const SMALLEST_BUFFER = 1024 * 1024;
const ROOM = 1024;

/** How DuckDB gets at spooled records: what to read from, and an expression for each thing that a row is made of. */
export interface Origin {
  readonly from: string;
  /** The value as it is to land (JSON: or `null` as JSON); undefined: it has to be cast from its text. */
  direct(column: Column): string | undefined;
  text(column: Column): string;
  readonly emittedAt: string;
  /** A JSON list of what connectors changed; undefined: none changed anything. */
  readonly changes: string | undefined;
}

export const originOf = (order: LandingOrder): Origin => (fitStruct(order) ? typed(order) : pointed(order));

/** DuckDB's structs tell names apart without regard to case, and want each field once. */
function fitStruct({ columns, shape }: LandingOrder): boolean {
  const names = new Set(columns.map(({ field }) => field.toLowerCase()));
  return columns.length > 0 && names.size === columns.length && !names.has("") && !shape.hasTwins;
}

/** The quick way: values are read straight into their types where the kinds of values that came allow it. */
function typed(order: LandingOrder): Origin {
  const direct = (column: Column) => directType(column.type, order.shape.fields.get(column.field)?.kinds ?? 0);
  const fields = order.columns.map((column) => `${name(column.field)} ${direct(column) ?? "VARCHAR"}`);
  const meta = order.shape.hasMeta ? ", meta JSON" : "";
  const record = `STRUCT(data STRUCT(${fields.join(", ")}), emitted_at BIGINT${meta})`;
  const value = (column: Column) => `record.data.${name(column.field)}`;
  return {
    from: `read_json(${source(order)}, auto_detect = false, columns = {record: ${quoted(record)}})`,
    direct: (column) => {
      const type = direct(column);
      if (type === undefined || type === column.type) return type && value(column);
      return `cast(${value(column)} as ${column.type})`;
    },
    text: value,
    emittedAt: "record.emitted_at",
    changes: order.shape.hasMeta ? "json_extract(record.meta, '/changes')" : undefined,
  };
}

/** The sure way: whatever fields are called and however often they come. */
function pointed(order: LandingOrder): Origin {
  const texts = order.columns.filter((column) => column.type !== "JSON");
  const nested = order.columns.filter((column) => column.type === "JSON");
  const pointers = (list: readonly Column[]) => list.map((column) => pointerTo(column.field)).join(", ");
  return {
    from: `(
      select json_extract_string(json, [${pointers(texts)}]::varchar[]) as text,
        json_extract(json, [${pointers(nested)}]::varchar[]) as nested,
        json_extract_string(json, '/record/emitted_at') as emitted_at,
        json_extract(json, '/record/meta/changes') as changes
      from read_json_objects(${source(order)}))`,
    direct: (column) => (column.type === "JSON" ? `nested[${nested.indexOf(column) + 1}]` : undefined),
    text: (column) => `text[${texts.indexOf(column) + 1}]`,
    emittedAt: "emitted_at",
    changes: "changes",
  };
}

const source = ({ spool, longest }: LandingOrder): string =>
  `${quoted(spool)}, format = 'newline_delimited', maximum_object_size = ${Math.max(SMALLEST_BUFFER, longest + ROOM)}`;

const pointerTo = (field: string): string =>
  quoted(`/record/data/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`);
