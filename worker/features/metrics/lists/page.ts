import type { Items, SortValue } from "./list.ts";

export interface Order {
  readonly sort: string;
  readonly order: "asc" | "desc" | null;
}

/** All items in the order asked for. Equal ones keep that of the snapshot, and those without a value come last either way. */
export function ordered({ items, value }: Items, { sort, order }: Order): number[] {
  const values = new Map(items.map((item) => [item, value(item, sort)]));
  return [...items].sort((a, b) => compare(values.get(a)!, values.get(b)!, order) || a - b);
}

function compare(a: SortValue, b: SortValue, order: Order["order"]): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const ascends = order === null ? typeof a === "string" : order === "asc";
  return a < b === ascends ? -1 : 1;
}
