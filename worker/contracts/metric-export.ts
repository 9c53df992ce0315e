import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { endBeforeStart, endsAfterItStarts, metricFilters } from "./metric-filters.ts";

export const exportLevels = ["day", "campaign", "adset", "ad", "region"] as const;
export type ExportLevel = (typeof exportLevels)[number];

export const exportMetrics = defineEndpoint({
  name: "exportMetrics",
  method: "get",
  path: "/api/metrics/export.csv",
  summary: "A slice as CSV; cells that a spreadsheet would take for a formula are defused",
  description:
    "UTF-8 with a byte order mark, a row for each day or each campaign, ad set, ad or region with delivery. Money is in the column `currency`, ratios are fractions and empty where there is nothing to divide by. `x-snapshot-id` names the snapshot. Written to the audit log.",
  access: "metrics.export",
  query: z
    .strictObject({ ...metricFilters, level: z.enum(exportLevels).default("campaign") })
    .refine(endsAfterItStarts, endBeforeStart),
  text: "text/csv",
  problems: ["not-found", "query-too-large"],
});
