import type { WebFactColumns } from "../../snapshots/columns.ts";
import type { DayRange } from "../slice/days.ts";
import { type Mask, rowsOf, selectRows } from "../slice/select-rows.ts";
import { Sums } from "../slice/sums.ts";

/** Sums of facts by a label, a property or a day: group `g` stands for `keys[g]`. */
export interface Groups {
  readonly keys: readonly number[];
  readonly sums: Readonly<Record<string, Sums>>;
  /** How many rows of each may be restated. */
  readonly provisional: readonly number[];
}

/** Facts of the days of properties that pass, by the column that `keyOf` gives; keys in the order in which they occur. */
export function groupFacts(
  shards: readonly WebFactColumns[],
  range: DayRange,
  properties: Mask,
  keyOf: (shard: WebFactColumns) => Int32Array,
  measures: readonly string[],
): Groups {
  const groupOf = new Map<number, number>();
  const keys: number[] = [];
  const chosen = shards.map((shard) => {
    const days = { day: shard.day, campaign: shard.property };
    const rows = rowsOf(selectRows(days, range, { mask: properties, few: null }, shard.property, null));
    const column = keyOf(shard);
    for (const row of rows) if (!groupOf.has(column[row]!)) groupOf.set(column[row]!, keys.push(column[row]!) - 1);
    return rows;
  });
  const sums = Object.fromEntries(measures.map((measure) => [measure, new Sums(keys.length)]));
  const provisional = new Array<number>(keys.length).fill(0);
  shards.forEach((shard, at) => {
    const column = keyOf(shard);
    for (const row of chosen[at]!) {
      const group = groupOf.get(column[row]!)!;
      provisional[group]! += 1 - shard.settled[row]!;
      for (const measure of measures) sums[measure]!.add(group, shard.measures[measure]![row]!);
    }
  });
  return { keys, sums, provisional };
}

/** The sums of the groups that pass, as one. */
export function totalOf({ sums }: Groups, groups: readonly number[]): Record<string, Sums> {
  return Object.fromEntries(
    Object.entries(sums).map(([measure, of]) => {
      const total = new Sums(1);
      for (const group of groups) total.addGroup(0, of, group);
      return [measure, total];
    }),
  );
}
