import type { DuckDBValue } from "@duckdb/node-api";
import { DataError } from "./data-error.ts";

/** An integer of the marts as the float64 that holds it exactly. `where` names the value in the refusal. */
export function exactInteger(value: DuckDBValue | undefined, where: () => string): number {
  if (value === null || value === undefined) throw new DataError(`${where()} is null`);
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new DataError(`${where()} is ${value}, which a snapshot cannot hold exactly`);
  return number;
}
