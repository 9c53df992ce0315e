import { escapeIdentifier } from "pg";

/** PostgreSQL cuts longer names without a word. */
const LONGEST = 63;

export const qualified = (schema: string, table: string): string =>
  `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;

/** The case stays; every other character than letters, digits and underscore becomes an underscore. */
export const tableName = (stream: string): string => cut(stream.replaceAll(/[^A-Za-z0-9_]/g, "_") || "_", "");

const cut = (plain: string, end: string): string => plain.slice(0, LONGEST - end.length) + end;

/** A column's name that is not taken yet, and takes it: `costInUsd`, `segments_date`, `segments_date_2`, … */
export function claimColumn(field: string, taken: Set<string>): string {
  const plain = field.replaceAll(/[^A-Za-z0-9_]/g, "_") || "_";
  let name = cut(plain, "");
  for (let copy = 2; taken.has(name); copy += 1) name = cut(plain, `_${copy}`);
  taken.add(name);
  return name;
}
