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
  if (data.values.length > 0) return columnFromArray(narrowed(data.values));
  const { values } = data;
  return columnFromArray(
    [],
    values instanceof Float64Array ? float64() : values instanceof Int32Array ? int32() : uint8(),
  );
}

const integerTypes = [Uint8Array, Int8Array, Uint16Array, Int16Array, Int32Array] as const;
const bounds = [
  [0, 2 ** 8],
  [-(2 ** 7), 2 ** 7],
  [0, 2 ** 16],
  [-(2 ** 15), 2 ** 15],
  [-(2 ** 31), 2 ** 31],
] as const;

/** The same numbers in the narrowest integer type that holds them all; what passes int32 stays as it is. */
function narrowed(values: Extract<ColumnData, { kind: "numbers" }>["values"]): ArrayType {
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  const fits = bounds.findIndex(([from, below]) => least >= from && most < below);
  const Narrow = integerTypes[fits];
  return Narrow === undefined || values instanceof Narrow ? values : Narrow.from(values);
}

type ArrayType = Float64Array | Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array;
