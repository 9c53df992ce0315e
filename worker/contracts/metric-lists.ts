import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Day, Platform } from "./fields.ts";
import { endBeforeStart, endsAfterItStarts, metricFilters } from "./metric-filters.ts";
import { SectionStatus, SnapshotHead } from "./metrics.ts";
import { NextCursor, pageQuery } from "./paging.ts";

const ratio = z.number().nullable();

/** Money in the tenant's currency, ratios as fractions; a ratio whose divisor is 0 is null. */
const figures = {
  spend: z.number(),
  impressions: z.number(),
  clicks: z.number(),
  conversions: z.number(),
  conversionValue: z.number(),
  roas: ratio,
  ctr: ratio,
  cpc: ratio,
  cpm: ratio,
  cpa: ratio,
};
export const ListTotals = z.object(figures);
export type ListTotals = z.infer<typeof ListTotals>;

const figureNames = Object.keys(figures) as [keyof typeof figures, ...(keyof typeof figures)[]];
const ofCampaign = { campaignId: z.string(), campaignName: z.string(), platform: Platform };

export const CampaignListRow = z.object({
  id: z.string(),
  name: z.string(),
  platform: Platform,
  status: z.string(),
  objective: z.string().nullable(),
  parishes: z.array(z.string()),
  startDate: Day.nullable(),
  endDate: Day.nullable(),
  ...figures,
});

export const CreativeListRow = z.object({
  id: z.string(),
  name: z.string(),
  ...ofCampaign,
  status: z.string(),
  thumbnailUrl: z.string().nullable(),
  ...figures,
});

export const AdSetListRow = z.object({
  id: z.string(),
  name: z.string(),
  ...ofCampaign,
  /** Of those that delivered in the period. */
  adCount: z.number().int(),
  ...figures,
});

export const AdListRow = z.object({
  id: z.string(),
  name: z.string(),
  ...ofCampaign,
  adSetId: z.string().nullable(),
  adSetName: z.string().nullable(),
  status: z.string(),
  ...figures,
});

export const RegionListRow = z.object({
  parish: z.string(),
  code: z.string(),
  campaignCount: z.number().int(),
  ...figures,
});

/** Of the month that the snapshot was made in, whatever the period. `pacingPercent`: projected spend in percent of the budget. */
export const PacingListRow = z.object({
  id: z.string(),
  campaignName: z.string(),
  platform: Platform,
  parishes: z.array(z.string()),
  monthlyBudget: z.number(),
  spendToDate: z.number(),
  projectedSpend: z.number(),
  pacingPercent: ratio,
  startDate: Day,
  endDate: Day,
});

/**
 * A list of the snapshot in pages. All pages that follow a cursor are of the snapshot of the first one, whatever was published since.
 * Equal values stand in the order of the snapshot; what has no value stands last.
 */
function list<Row extends z.ZodObject, Sort extends string>(
  noun: string,
  summary: string,
  row: Row,
  /** The first is that of a list which is not told how to sort. */
  sorts: readonly [Sort, ...Sort[]],
  totals: boolean,
) {
  return defineEndpoint({
    name: `${noun}List`,
    method: "get",
    path: `/api/metrics/${noun}/`,
    summary,
    access: "metrics.read",
    query: z
      .strictObject({
        ...metricFilters,
        sort: z.enum(sorts).optional(),
        order: z.enum(["asc", "desc"]).optional(),
        ...pageQuery(500, 50),
      })
      .refine(endsAfterItStarts, endBeforeStart),
    output: SnapshotHead.extend({
      period: z.object({ startDate: Day, endDate: Day }).nullable(),
      availability: SectionStatus,
      /** Of all rows, also of those on other pages; null while there is no data. */
      totals: totals ? ListTotals.nullable() : z.null(),
      total_rows: z.number().int(),
      rows: z.array(row),
      next_cursor: NextCursor,
    }),
    problems: ["query-too-large"],
    also: { 304: "The list has not changed since the ETag you sent" },
  });
}

export const campaignsList = list(
  "campaigns",
  "Campaigns with delivery in the period, highest spend first",
  CampaignListRow,
  [...figureNames, "name", "platform", "status", "startDate", "endDate"],
  true,
);
export const creativesList = list(
  "creatives",
  "Creatives with delivery in the period, highest spend first",
  CreativeListRow,
  [...figureNames, "name", "campaignName", "platform", "status"],
  true,
);
export const adsetsList = list(
  "adsets",
  "Ad sets with delivery in the period, highest spend first",
  AdSetListRow,
  [...figureNames, "name", "campaignName", "platform", "adCount"],
  true,
);
export const adsList = list(
  "ads",
  "Ads with delivery in the period, highest spend first",
  AdListRow,
  [...figureNames, "name", "campaignName", "adSetName", "platform", "status"],
  true,
);
export const regionsList = list(
  "regions",
  "Regions with delivery in the period, highest spend first; what has no place is a row too",
  RegionListRow,
  [...figureNames, "parish", "code", "campaignCount"],
  true,
);
export const pacingList = list(
  "pacing",
  "Budgets of the current month and how they are spent, furthest ahead first",
  PacingListRow,
  [
    "pacingPercent",
    "campaignName",
    "platform",
    "monthlyBudget",
    "spendToDate",
    "projectedSpend",
    "startDate",
    "endDate",
  ],
  false,
);
