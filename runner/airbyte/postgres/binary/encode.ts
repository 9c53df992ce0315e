import type { ColumnType } from "../../landing/columns.ts";
import { Kind } from "../../records/json-cursor.ts";
import type { CopyBytes } from "./copy-bytes.ts";
import { encodeDecimal, encodeLong } from "./numbers.ts";
import { encodeJson, encodeText } from "./texts.ts";
import { encodeDay, encodeInstant, encodeLocalTime } from "./times.ts";

/**
 * Writes the JSON value that stands from `start` to `end` (no null) as a field of a row: its length, then the value. False: it is
 * not in the plain form that this knows; DuckDB then says what becomes of it.
 */
export type Encode = (bytes: Buffer, start: number, end: number, out: CopyBytes) => boolean;

const T = 116;
const F = 102;

const encodeBoolean: Encode = (bytes, start, _end, out) => {
  const first = bytes[start];
  if (first !== T && first !== F) return false;
  out.int32(1);
  out.bytes[out.at++] = first === T ? 1 : 0;
  return true;
};

const encoders: Readonly<Partial<Record<ColumnType, Encode>>> = {
  BOOLEAN: encodeBoolean,
  BIGINT: encodeLong,
  "DECIMAL(38,9)": encodeDecimal,
  VARCHAR: encodeText,
  JSON: encodeJson,
  DATE: encodeDay,
  TIMESTAMP: encodeLocalTime,
  TIMESTAMPTZ: encodeInstant,
};

/** Of a column that held values of these kinds; undefined: none of them is for the quick way. */
export function encoderOf(type: ColumnType, kinds: number): Encode | undefined {
  // The spool puts quotes around some decimals: they are no texts.
  if (type === "JSON" && kinds & Kind.wide) return undefined;
  return encoders[type];
}
