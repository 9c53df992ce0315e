import { z } from "zod";
import { Currency, Day, Instant, Platform, TenantId, TimeZone } from "./fields.ts";

/**
 * A snapshot is a manifest and Arrow IPC (stream format) shards. The runner writes them, the Worker reads them; this file is the contract.
 * Numbers are float64 columns that hold exact integers: counts, and millionths ("micros") of money and of conversions. The writer refuses
 * anything beyond 2^53. Columns called `*_ix` are row numbers of the shard that holds that noun. Days are days since 1970-01-01 (int32).
 * Fact shards are sorted by day.
 */
export const measures = [
  "impressions",
  "clicks",
  "spend_micros", // reporting currency, at the rate of the day
  "account_spend_micros", // account currency
  "conversions_micros",
  "value_micros", // reporting currency
] as const;
export type Measure = (typeof measures)[number];

export const shardColumns = {
  /** One row per campaign ever seen, deleted ones included. */
  campaigns: ["id", "platform", "account_id", "currency", "name", "status", "objective", "start_date", "end_date"],
  /** One row per ad ever seen. */
  ads: ["id", "platform", "campaign_ix", "ad_set_id", "ad_set_name", "name", "status", "thumbnail_url"],
  regions: ["code", "name"],
  budgets: [
    "id",
    "platform",
    "campaign_ix",
    "monthly_budget_micros",
    "spend_to_date_micros",
    "projected_spend_micros",
    "start_date",
    "end_date",
  ],
  /** Grain: day, ad. One shard a month, `performance-YYYY-MM`. */
  performance: ["day", "campaign_ix", "ad_ix", "settled", ...measures],
  /** Grain: day, campaign, region. One shard a month, `region_performance-YYYY-MM`. */
  region_performance: ["day", "campaign_ix", "region_ix", "settled", ...measures],
} as const;

export const ShardKind = z.enum(["campaigns", "ads", "regions", "budgets", "performance", "region_performance"]);
export type ShardKind = z.infer<typeof ShardKind>;

export const ShardName = z
  .string()
  .regex(/^(campaigns|ads|regions|budgets|(performance|region_performance)-\d{4}-\d{2})$/, "a known shard name");

export const Shard = z.object({
  name: ShardName,
  kind: ShardKind,
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable(),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Shard = z.infer<typeof Shard>;

export const SnapshotSource = z.object({
  platform: Platform,
  last_extracted_at: Instant.nullable(),
  data_through: Day.nullable(),
  settled_until: Day.nullable(),
});

export const Manifest = z.object({
  schema_version: z.literal(1),
  snapshot_id: z.uuid(),
  tenant_id: TenantId,
  /** As it was when the snapshot was made, so that a pinned answer never changes. */
  tenant_label: z.string().optional(),
  generated_at: Instant,
  currency: Currency,
  time_zone: TimeZone,
  coverage: z.object({ start_date: Day, end_date: Day }).nullable(),
  sources: z.array(SnapshotSource),
  dbt: z.object({
    invocation_id: z.string(),
    version: z.string(),
    models: z.number().int(),
    tests: z.object({ pass: z.number().int(), warn: z.number().int(), error: z.number().int() }),
    warnings: z.array(z.string()),
  }),
  rates: z.object({ from: Day, to: Day, count: z.number().int() }).nullable(),
  shards: z.array(Shard),
});
export type Manifest = z.infer<typeof Manifest>;
