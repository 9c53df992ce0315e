import type { Platform } from "#contracts/fields.ts";
import { type CombinedQuery, sections } from "#contracts/metrics.ts";

export type Section = (typeof sections)[number];

/** A query with its lists in one order, so that equal questions are written equally; an empty list is no filter. */
export interface SliceQuery {
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  readonly platforms: readonly Platform[] | null;
  readonly campaigns: readonly string[] | null;
  readonly q: string | null;
  readonly parishes: readonly string[] | null;
  readonly compare: "previous_period" | "previous_year" | null;
  readonly sections: readonly Section[];
  readonly limit: number;
  readonly cursor: string | null;
}

const defaultLimit = 50;

export function toSliceQuery(query: CombinedQuery): SliceQuery {
  return {
    startDate: query.start_date,
    endDate: query.end_date,
    platforms: ordered(query.platforms),
    campaigns: ordered(query.campaigns),
    q: query.q ?? null,
    parishes: ordered(query.parishes),
    compare: query.compare ?? null,
    sections: ordered(query.sections) ?? sections,
    limit: query.limit ?? defaultLimit,
    cursor: query.cursor ?? null,
  };
}

function ordered<T extends string>(list: readonly T[] | undefined): readonly T[] | null {
  return list === undefined || list.length === 0 ? null : [...new Set(list)].sort();
}
