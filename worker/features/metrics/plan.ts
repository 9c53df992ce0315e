import { platforms, type SourcePlatform } from "#contracts/fields.ts";
import type { Manifest } from "#contracts/snapshot.ts";
import { type DayRange, dayNumber, dayText, overlap, rangeOf } from "./slice/days.ts";
import { choosePeriod, comparedPeriod } from "./slice/period.ts";
import type { Section, SliceQuery } from "./slice-query.ts";

/** What a query means for one snapshot: which days, and which facts they are taken from. */
export interface Plan {
  readonly query: SliceQuery;
  readonly coverage: DayRange | null;
  /** As asked for; may reach beyond the coverage. */
  readonly period: DayRange | null;
  /** The days of the period that the snapshot covers; `null` when there are none. */
  readonly days: DayRange | null;
  readonly compared: DayRange | null;
  /** With a region filter every number comes from the facts by region, which know no ads. */
  readonly byRegion: boolean;
  /** The last day that every asked platform counts as settled; for days without rows. */
  readonly settledThrough: number;
  wants(...sections: Section[]): boolean;
}

export function planSlice(query: SliceQuery, manifest: Manifest): Plan {
  const coverage = manifest.coverage && rangeOf(manifest.coverage.start_date, manifest.coverage.end_date);
  const period = choosePeriod(query, coverage);
  const days = period && coverage && overlap(period, coverage);
  return {
    query,
    coverage,
    period,
    days: days && days.from <= days.to ? days : null,
    compared: period && query.compare && comparedPeriod(period, query.compare),
    byRegion: query.parishes !== null,
    settledThrough: settledThrough(query, manifest),
    wants: (...sections) => sections.some((section) => query.sections.includes(section)),
  };
}

function settledThrough(query: SliceQuery, manifest: Manifest): number {
  // Web sources settle on their own and say nothing of ads.
  const asked: readonly SourcePlatform[] = query.platforms ?? platforms;
  const sources = manifest.sources.filter(({ platform }) => asked.includes(platform));
  if (sources.length === 0) return Number.NEGATIVE_INFINITY;
  return Math.min(
    ...sources.map((source) => (source.settled_until ? dayNumber(source.settled_until) : Number.NEGATIVE_INFINITY)),
  );
}

export const datesOf = (range: DayRange) => ({ startDate: dayText(range.from), endDate: dayText(range.to) });
