import type { FactColumns } from "../../snapshots/columns.ts";
import { addWithin } from "./add-within.ts";
import { type DayRange, lengthOf } from "./days.ts";
import { firstOf } from "./first-of.ts";
import { rowsOf, type Selection } from "./select-rows.ts";
import { addRows, type ShownMeasure, Sums, shownMeasures } from "./sums.ts";

/** Below it sums of float64 are exact, however they are made; half of what that is, since reaches are sums themselves. */
const exact = 2 ** 52;

/** What facts are summed by: their day, campaign, or item (ad or region). */
export type GroupBy = "day" | "campaign" | "item";

/** Sums by group; group `g` is the row number of the dimension, or the day `offset + g`. */
export class Grouping {
  readonly by: GroupBy;
  readonly offset: number;
  readonly sums: Readonly<Record<ShownMeasure, Sums>>;
  /** How many fact rows fell into each group. */
  readonly rows: Int32Array;
  /** How many of them are provisional. */
  readonly provisional: Int32Array;
  /** No sum of what was added so far is beyond it. */
  #reach = 0;

  constructor(by: GroupBy, groups: number, offset = 0) {
    this.by = by;
    this.offset = offset;
    this.sums = Object.fromEntries(shownMeasures.map((measure) => [measure, new Sums(groups)])) as Record<
      ShownMeasure,
      Sums
    >;
    this.rows = new Int32Array(groups);
    this.provisional = new Int32Array(groups);
  }

  static byDay(range: DayRange): Grouping {
    return new Grouping("day", lengthOf(range), range.from);
  }

  add(facts: FactColumns, { rows, from, count }: Selection): void {
    const group = facts[this.by];
    this.#reach += facts.reach;
    if (this.#reach < exact) {
      addWithin(this, rows, from, count, group, facts);
      return;
    }
    const listed = rowsOf({ rows, from, count });
    countRows(this.rows, this.provisional, listed, group, this.offset, facts.settled);
    addRows(this.sums, listed, group, this.offset, facts.measures);
  }

  /** The same sums by a coarser group: `groupOf[g]` is where group `g` goes. */
  regrouped(groupOf: Int32Array, groups: number): Grouping {
    const coarser = new Grouping(this.by, groups);
    for (let group = 0; group < this.rows.length; group++) {
      if (this.rows[group] === 0) continue;
      const into = groupOf[group]!;
      coarser.rows[into]! += this.rows[group]!;
      coarser.provisional[into]! += this.provisional[group]!;
      for (const measure of shownMeasures) coarser.sums[measure].addGroup(into, this.sums[measure], group);
    }
    return coarser;
  }

  /** All groups as one. */
  total(): Record<ShownMeasure, Sums> {
    return Object.fromEntries(shownMeasures.map((measure) => [measure, this.sums[measure].total()])) as Record<
      ShownMeasure,
      Sums
    >;
  }

  /** Groups that any row fell into. */
  delivered(): number[] {
    const groups: number[] = [];
    for (let group = 0; group < this.rows.length; group++) if (this.rows[group]! > 0) groups.push(group);
    return groups;
  }

  /** Of these groups the `count` of highest spend, highest first; equal ones as `tieBreak` says. */
  bySpend(groups: readonly number[], count: number, tieBreak: (a: number, b: number) => number): number[] {
    const spend = this.sums.spend_micros;
    return firstOf(groups, count, (a, b) => spend.compare(b, a) || tieBreak(a, b));
  }
}

function countRows(
  counts: Int32Array,
  provisional: Int32Array,
  rows: Int32Array,
  group: Int32Array,
  offset: number,
  settled: Uint8Array,
): void {
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const slot = group[row]! - offset;
    counts[slot]!++;
    provisional[slot]! += 1 - settled[row]!;
  }
}
