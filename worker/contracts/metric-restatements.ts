import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Currency, commaList, Day, Id, Instant, Platform, TenantId } from "./fields.ts";
import { endBeforeStart, endsAfterItStarts } from "./metric-filters.ts";
import { NextCursor, pageQuery } from "./paging.ts";

const Change = z.object({ from: z.number(), to: z.number(), delta: z.number() });
const changes = {
  spend: Change,
  impressions: Change,
  clicks: Change,
  conversions: Change,
  conversionValue: Change,
};
const Days = z.object({ startDate: Day, endDate: Day });
const Snapshot = z.object({ snapshot_id: z.uuid(), generated_at: Instant });

export const Restatements = z.object({
  tenant_id: TenantId,
  currency: Currency,
  from: Snapshot,
  to: Snapshot,
  /** Days that the earlier snapshot covers, of those asked for: what differs there was restated. */
  compared: Days.nullable(),
  /** Days that only the later one covers: new, and not restated. */
  added: Days.nullable(),
  /** Sums of all rows, also of those on other pages. */
  platforms: z.array(z.object({ platform: Platform, rows: z.number().int(), ...changes })),
  total_rows: z.number().int(),
  /** A campaign's day, newest first. `settled`: the platform no longer restates it. */
  rows: z.array(
    z.object({
      date: Day,
      platform: Platform,
      campaignId: z.string(),
      campaignName: z.string(),
      settled: z.boolean(),
      ...changes,
    }),
  ),
  next_cursor: NextCursor,
});
export type Restatements = z.infer<typeof Restatements>;

export const restatements = defineEndpoint({
  name: "restatements",
  method: "get",
  path: "/api/metrics/restatements/",
  summary: "What changed between two snapshots, by platform, day and campaign",
  access: "metrics.read",
  query: z
    .strictObject({
      from: z.uuid(),
      to: z.uuid(),
      start_date: Day.optional(),
      end_date: Day.optional(),
      platforms: commaList(Platform).optional(),
      campaigns: commaList(Id).optional(),
      q: z.string().trim().min(1).max(200).optional(),
      ...pageQuery(500, 100),
    })
    .refine(endsAfterItStarts, endBeforeStart),
  output: Restatements,
  also: { 304: "Nothing has changed since the ETag you sent" },
  problems: ["not-found", "query-too-large"],
});
