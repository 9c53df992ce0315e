import { Kind } from "../records/json-cursor.ts";
import type { ColumnType, PlainType } from "./columns.ts";

const integers = Kind.short | Kind.long;
const numbers = integers | Kind.huge | Kind.decimal | Kind.wide;
const within = (kinds: number, allowed: number): boolean => (kinds & ~allowed) === 0;

/** The narrowest type that holds all values of these kinds. A field that was always null is text. */
export function typeOfKinds(kinds: number): PlainType {
  if (kinds === Kind.null) return "VARCHAR";
  if (kinds & Kind.nested) return "JSON";
  if (within(kinds, Kind.boolean)) return "BOOLEAN";
  if (within(kinds, integers)) return "BIGINT";
  return within(kinds, numbers) ? "DECIMAL(38,9)" : "VARCHAR";
}

/** The type as which DuckDB may read values of these kinds straight from JSON without a loss; undefined: none. */
export function directType(type: ColumnType, kinds: number): string | undefined {
  if (type === "VARCHAR" || type === "JSON") return type;
  if (type === "BOOLEAN") return within(kinds, Kind.boolean) ? type : undefined;
  if (type === "BIGINT") return within(kinds, integers) ? type : undefined;
  if (type !== "DECIMAL(38,9)") return undefined;
  return within(kinds, Kind.short | Kind.decimal) ? "DECIMAL(18,9)" : undefined;
}
