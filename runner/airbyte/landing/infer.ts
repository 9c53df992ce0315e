import type { ColumnType } from "./columns.ts";

const BIGINT_END = 2 ** 63;

/** The type that one value asks for; undefined for null, which fits every type. */
export function typeOfValue(value: unknown): ColumnType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return "VARCHAR";
  if (typeof value === "boolean") return "BOOLEAN";
  if (typeof value !== "number") return "JSON";
  return Number.isInteger(value) && Math.abs(value) < BIGINT_END ? "BIGINT" : "DECIMAL(38,9)";
}

/** The narrowest type that holds both. */
export function widen(a: ColumnType | undefined, b: ColumnType): ColumnType {
  if (a === undefined || a === b) return b;
  if (a === "JSON" || b === "JSON") return "JSON";
  const numbers = [a, b].every((type) => type === "BIGINT" || type === "DECIMAL(38,9)");
  return numbers ? "DECIMAL(38,9)" : "VARCHAR";
}
