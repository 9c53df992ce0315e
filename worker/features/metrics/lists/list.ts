import type { ListTotals } from "#contracts/metric-lists.ts";
import type { Loaded } from "../load.ts";
import type { Plan } from "../plan.ts";
import type { Scanned } from "../scan.ts";
import type { Grouping } from "../slice/grouping.ts";
import type { Section } from "../slice-query.ts";
import { figures } from "../totals.ts";

/** What a list is sorted by: texts ascend, numbers descend unless the caller says otherwise. */
export type SortValue = number | string | null;

export interface Scope {
  readonly loaded: Loaded;
  readonly plan: Plan;
  readonly scanned: Scanned;
}

/** The rows of a list before any is written: `items` are row numbers of whatever it lists, in the snapshot's order. */
export interface Items {
  readonly items: readonly number[];
  value(item: number, sort: string): SortValue;
  row(item: number): object;
  /** Of all items; null where sums mean nothing. */
  readonly totals: object | null;
}

export interface List {
  readonly noun: string;
  /** The section of the combined answer that says the same of these items: what it needs is read, and its availability is the list's. */
  readonly section: Section;
  items(scope: Scope): Items;
}

/** Items of which facts were summed: those that any row fell into. */
export function delivered(
  grouping: Grouping,
  text: Readonly<Record<string, (item: number) => SortValue>>,
  row: (item: number) => object,
): Items {
  const items: number[] = [];
  for (let item = 0; item < grouping.rows.length; item++) if (grouping.rows[item]! > 0) items.push(item);
  const of = (item: number) => figures(grouping.sums, item);
  return {
    items,
    value: (item, sort) => (text[sort] ? text[sort](item) : of(item)[sort as keyof ListTotals]),
    row: (item) => ({ ...row(item), ...of(item) }),
    totals: figures(grouping.total(), 0),
  };
}
