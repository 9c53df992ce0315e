import { locale } from "../../lib/locale.ts";
import type { Sort } from "../../ui/table.tsx";

type Value = string | number | null;

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });

/** Sorted copy; rows without a value come last whichever way it goes, equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  sort: Sort | null,
  valueIn: (row: Row, key: string) => Value,
): Row[] {
  if (!sort) return [...rows];
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = valueIn(one, sort.key);
    const b = valueIn(other, sort.key);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (typeof a === "string" ? collator.compare(a, String(b)) : a - Number(b));
  });
}

/** A new column starts with what people look for first: big numbers, the beginning of the alphabet. A second press turns it round. */
export const nextSort = (sort: Sort | null, key: string, numeric: boolean): Sort =>
  sort?.key === key ? { key, descending: !sort.descending } : { key, descending: numeric };
