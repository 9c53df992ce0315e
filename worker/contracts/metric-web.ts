import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { commaList, Day, TimeZone } from "./fields.ts";
import { endBeforeStart, endsAfterItStarts } from "./metric-filters.ts";
import { SectionStatus, SnapshotHead } from "./metrics.ts";
import { NextCursor, pageQuery } from "./paging.ts";

/** What visits are told by. `region` is as GA4 calls it, `parish` the tenant's region, with what has none as rows of their own. */
export const visitDimensions = [
  "channel",
  "source",
  "medium",
  "campaign",
  "country",
  "region",
  "parish",
  "property",
  "day",
] as const;
export const searchDimensions = ["query", "page", "country", "device", "type", "property", "day"] as const;

const count = z.number().int();
const ratio = z.number().nullable();

/** Seconds, conversions (GA4's key events) and revenue in the tenant's currency; rates are fractions, null where there is nothing to divide by. */
const visits = {
  sessions: count,
  engagedSessions: count,
  pageViews: count,
  events: count,
  engagementSeconds: z.number(),
  newUsers: count,
  conversions: z.number(),
  revenue: z.number(),
  engagementRate: ratio,
  conversionRate: ratio,
  pagesPerSession: ratio,
  secondsPerSession: ratio,
};
export const VisitTotals = z.object(visits);
export type VisitTotals = z.infer<typeof VisitTotals>;

/** `position` is the average place among the results, 1 is the first. */
const searches = { impressions: count, clicks: count, ctr: ratio, position: ratio };
export const SearchTotals = z.object(searches);
export type SearchTotals = z.infer<typeof SearchTotals>;

const ofLabel = {
  label: z.string(),
  /** Of the property, when that is what it is told by. */
  id: z.string().nullable(),
  /** Nothing of it will be restated. */
  settled: z.boolean(),
};

/** `users` is told of the days of one property alone: people do not add up. */
export const VisitRow = z.object({ ...ofLabel, ...visits, users: count.nullable() });
export const SearchRow = z.object({ ...ofLabel, ...searches });

const Property = z.object({ id: z.string(), name: z.string(), timeZone: TimeZone });

function listOf<Dimension extends string, Totals extends z.ZodRawShape, Row extends z.ZodObject>(
  noun: string,
  summary: string,
  description: string,
  dimensions: readonly [Dimension, ...Dimension[]],
  totals: z.ZodObject<Totals>,
  row: Row,
) {
  const measures = Object.keys(totals.shape) as [string, ...string[]];
  return defineEndpoint({
    name: `${noun}List`,
    method: "get",
    path: `/api/metrics/${noun}/`,
    summary,
    description,
    access: "metrics.read",
    query: z
      .strictObject({
        start_date: Day.optional(),
        end_date: Day.optional(),
        by: z.enum(dimensions).default(dimensions[0] as never),
        properties: commaList(z.string().min(1).max(300)).optional(),
        q: z.string().trim().min(1).max(200).optional(),
        snapshot: z.uuid().optional(),
        sort: z.enum(["label", ...measures]).optional(),
        order: z.enum(["asc", "desc"]).optional(),
        ...pageQuery(500, 50),
      })
      .refine(endsAfterItStarts, endBeforeStart),
    output: SnapshotHead.extend({
      period: z.object({ startDate: Day, endDate: Day }).nullable(),
      availability: SectionStatus,
      /** All that the snapshot has. Their days are of their own time zones. */
      properties: z.array(Property),
      totals: totals.nullable(),
      total_rows: z.number().int(),
      rows: z.array(row),
      next_cursor: NextCursor,
    }),
    problems: ["query-too-large"],
    also: { 304: "The list has not changed since the ETag you sent" },
  });
}

export const webList = listOf(
  "web",
  "Visits of websites by how people came, where they were, property or day; most sessions first",
  "Days are of the property's time zone, coverage is of the visits. What GA4 leaves out of its reports is a row called unattributed, so that everything adds up to the day.",
  visitDimensions,
  VisitTotals,
  VisitRow,
);
export const searchList = listOf(
  "search",
  "Searches that showed a site, by query, page, country, device or day; most clicks first",
  "Days are of Pacific time, coverage is of the searches. The 1,000 queries and pages of a site that are clicked most in a month have rows of their own, all others are `(others)`; what Google leaves out is `unattributed`.",
  searchDimensions,
  SearchTotals,
  SearchRow,
);
