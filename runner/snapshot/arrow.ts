import {
  type Column,
  columnFromArray,
  float64,
  int32,
  tableFromColumns,
  tableToIPC,
  uint8,
  utf8,
} from "@uwdata/flechette";

export type ColumnData =
  | { readonly kind: "numbers"; readonly values: Float64Array | Int32Array | Uint8Array }
  | { readonly kind: "optional-days"; readonly values: readonly (number | null)[] }
  | { readonly kind: "texts"; readonly values: readonly (string | null)[] };

/** Arrow IPC (stream format, one batch, uncompressed): the same columns give the same bytes. */
export function encodeShard(columns: readonly (readonly [string, ColumnData])[]): Uint8Array {
  const table = tableFromColumns(columns.map(([name, data]) => [name, toColumn(data)]));
  const bytes = tableToIPC(table, { format: "stream" });
  if (!bytes) throw new Error("the Arrow encoder gave no bytes");
  return bytes;
}

function toColumn(data: ColumnData): Column<unknown> {
  if (data.kind === "texts") return columnFromArray([...data.values], utf8());
  if (data.kind === "optional-days") return columnFromArray([...data.values], int32());
  if (data.values.length > 0) return columnFromArray(data.values);
  const { values } = data;
  return columnFromArray(
    [],
    values instanceof Float64Array ? float64() : values instanceof Int32Array ? int32() : uint8(),
  );
}
