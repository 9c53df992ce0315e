import type { Row } from "./engine.ts";

const textOf = (row: Row) =>
  JSON.stringify(Object.fromEntries(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1))));

/** The rows that one side has and the other has not, each named; rows that are there twice must be there twice. */
export function differences(mart: string, sides: readonly [name: string, rows: readonly Row[]][]): string[] {
  const [[one, left], [other, right]] = sides as [[string, Row[]], [string, Row[]]];
  const counts = new Map<string, number>();
  for (const row of left) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) + 1);
  for (const row of right) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) - 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([row, count]) => `${mart}: only on ${count > 0 ? one : other}: ${row}`)
    .sort();
}
