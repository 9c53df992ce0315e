import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, commaList, Day, Instant, Platform, SourcePlatform, TenantId, TimeZone } from "./fields.ts";
import { Dataset, endBeforeStart, endsAfterItStarts, metricFilters } from "./metric-filters.ts";

const money = z.number();
const count = z.number();
const ratio = z.number().nullable();

export const sections = ["campaign", "creative", "budget", "parish"] as const;

export const CombinedQuery = z
  .strictObject({
    ...metricFilters,
    compare: z.enum(["previous_period", "previous_year"]).optional(),
    sections: commaList(z.enum(sections)).optional(),
    /** Of campaigns a page, and of creatives those of highest spend; 50 when it is not said. */
    limit: z.coerce.number().int().min(1).max(1000).optional(),
    cursor: z.string().min(1).max(200).optional(),
  })
  .refine(endsAfterItStarts, endBeforeStart);
export type CombinedQuery = z.infer<typeof CombinedQuery>;

const Totals = z.object({
  currency: Currency,
  totalSpend: money,
  totalImpressions: count,
  totalClicks: count,
  totalConversions: count,
  totalConversionValue: money,
  averageRoas: ratio,
  ctr: ratio,
  cpc: ratio,
  cpm: ratio,
  cpa: ratio,
});
export type Totals = z.infer<typeof Totals>;

export const Summary = Totals.extend({
  previous: Totals.extend({ startDate: Day, endDate: Day }).optional(),
});

export const TrendPoint = z.object({
  date: Day,
  spend: money,
  impressions: count,
  clicks: count,
  conversions: count,
  conversionValue: money,
  settled: z.boolean(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const CampaignRow = z.object({
  id: z.string(),
  name: z.string(),
  platform: Platform,
  status: z.string(),
  objective: z.string().optional(),
  parishes: z.array(z.string()),
  spend: money,
  impressions: count,
  clicks: count,
  conversions: count,
  conversionValue: money,
  roas: ratio,
  ctr: ratio,
  cpc: ratio,
  cpm: ratio,
  startDate: Day.optional(),
  endDate: Day.optional(),
});
export type CampaignRow = z.infer<typeof CampaignRow>;

export const CreativeRow = z.object({
  id: z.string(),
  name: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  platform: Platform,
  spend: money,
  impressions: count,
  clicks: count,
  conversions: count,
  roas: ratio,
  ctr: ratio,
  thumbnailUrl: z.string().optional(),
});

export const BudgetRow = z.object({
  id: z.string(),
  campaignName: z.string(),
  platform: Platform,
  parishes: z.array(z.string()),
  monthlyBudget: money,
  spendToDate: money,
  projectedSpend: money,
  pacingPercent: ratio,
  startDate: Day,
  endDate: Day,
});

export const ParishRow = z.object({
  parish: z.string(),
  code: z.string(),
  spend: money,
  impressions: count,
  clicks: count,
  conversions: count,
  roas: ratio,
  campaignCount: z.number().int(),
  currency: Currency,
});

export const SectionStatus = z.object({
  status: z.enum(["available", "empty", "no_match", "not_requested", "unavailable"]),
  reason: z.string().nullable(),
});

export const SourceFreshness = z.object({
  source: SourcePlatform,
  last_synced_at: Instant.nullable(),
  data_through: Day.nullable(),
  settled_until: Day.nullable(),
  status: z.enum(["ok", "stale", "failed", "missing"]),
});
export type SourceFreshness = z.infer<typeof SourceFreshness>;

/** What every answer tells of the snapshot that it is made of. */
export const SnapshotHead = z.object({
  tenant_id: TenantId,
  tenant_label: z.string(),
  /** `demo` only where it was asked for: then no number is the tenant's. */
  dataset: Dataset,
  snapshot_id: z.string().nullable(),
  snapshot_generated_at: Instant.nullable(),
  snapshot_current: z.boolean(),
  status: z.enum(["ok", "stale", "missing", "failed"]),
  status_reason: z.string().nullable(),
  currency: Currency,
  time_zone: TimeZone,
  coverage: z.object({ startDate: Day, endDate: Day }).nullable(),
  freshness: z.array(SourceFreshness),
});

export const Combined = SnapshotHead.omit({ freshness: true }).extend({
  period: z.object({ startDate: Day, endDate: Day }).nullable(),
  availability: z.object({
    campaign: SectionStatus,
    creative: SectionStatus,
    budget: SectionStatus,
    parish_map: SectionStatus.extend({ coverage_percent: z.number().nullable() }),
  }),
  freshness: z.array(SourceFreshness),
  /** How many rows there are, whatever `limit` lets through. */
  row_counts: z.object({ campaign: count, creative: count, budget: count, parish: count }),
  campaign: z.object({
    summary: Summary,
    trend: z.array(TrendPoint),
    rows: z.array(CampaignRow),
    next_cursor: z.string().nullable(),
  }),
  creative: z.array(CreativeRow),
  budget: z.array(BudgetRow),
  parish: z.array(ParishRow),
});
export type Combined = z.infer<typeof Combined>;

/** The name that some clients know the combined answer by. */
export const aggregateSnapshot = defineEndpoint({
  name: "aggregateSnapshot",
  method: "get",
  path: "/api/dashboards/aggregate-snapshot/",
  summary: "The same as the combined metrics",
  access: "metrics.read",
  query: CombinedQuery,
  output: Combined,
  problems: ["query-too-large"],
  also: { 304: "The slice has not changed since the ETag you sent" },
});

export const combined = defineEndpoint({
  name: "combined",
  method: "get",
  path: "/api/metrics/combined/",
  summary: "Any slice of the tenant's advertising, with its freshness and finality",
  access: "metrics.read",
  query: CombinedQuery,
  output: Combined,
  problems: ["query-too-large"],
  also: { 304: "The slice has not changed since the ETag you sent" },
});
