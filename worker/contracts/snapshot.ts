import { z } from "zod";
import { Currency, Day, Instant, SourcePlatform, TenantId, TimeZone } from "./fields.ts";

/**
 * A snapshot is a manifest and Arrow IPC (stream format) shards. The runner writes them, the Worker reads them; this file is the contract.
 * Numbers are float64 columns that hold exact integers: counts, and millionths ("micros") of money and of conversions. The writer refuses
 * anything beyond 2^53. Columns called `*_ix` are row numbers of the shard that holds that noun. Days are days since 1970-01-01 (int32).
 * A column of numbers may be stored as a narrower signed or unsigned integer type that holds all its values. Fact shards are sorted by day.
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

const sums = ["settled", ...measures] as const;

/** Of a website's visits; what a report does not tell counts as nothing, since a row called unattributed brings the day to its whole. */
export const visitMeasures = [
  "sessions",
  "engaged_sessions",
  "page_views",
  "events",
  "engagement_micros", // seconds
  "new_users",
  "conversions_micros",
  "revenue_micros", // reporting currency
] as const;
export const searchMeasures = ["impressions", "clicks", "position_sum"] as const;
const ofProperty = ["day", "property_ix", "settled"] as const;

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
  performance: ["day", "campaign_ix", "ad_ix", ...sums],
  /** Grain: day, campaign, region. One shard a month, `region_performance-YYYY-MM`. */
  region_performance: ["day", "campaign_ix", "region_ix", ...sums],
  /**
   * Roll-ups: the sums of many rows of the above in one, settled when all of them are. The day of a month is its first. Of a platform,
   * `campaign_ix` is its first campaign: a filter by platform passes that one exactly when it passes the platform.
   */
  campaign_days: ["day", "campaign_ix", ...sums],
  campaign_months: ["day", "campaign_ix", ...sums],
  platform_days: ["day", "campaign_ix", ...sums],
  ad_months: ["day", "campaign_ix", "ad_ix", ...sums],
  region_months: ["day", "campaign_ix", "region_ix", ...sums],
  region_days: ["day", "campaign_ix", "region_ix", ...sums],
  /** Where a campaign ran on a day: bit `r % 32` of `ran_in_<r / 32>` for the region of row `r`; as many columns as the regions take. */
  campaign_places: ["day", "campaign_ix"],
  /** Websites and the sites of a search engine. */
  web_properties: ["platform", "id", "name", "time_zone"],
  /** Every label of the facts below once; columns called `*_word` are its row numbers. */
  web_words: ["text"],
  /** Grain: day, property. Users do not add up over days. */
  web_users: [...ofProperty, "users"],
  /** How visitors came. Grain: day, property and the words. The kinds below have a shard of each month, too. */
  web_channels: [...ofProperty, "channel_word", "source_word", "medium_word", "campaign_word", ...visitMeasures],
  /** Where they were: as GA4 calls it, and the tenant's region. */
  web_places: [...ofProperty, "country_word", "region_word", "parish_word", ...visitMeasures],
  search_days: [...ofProperty, "type_word", "country_word", "device_word", ...searchMeasures],
  /** The queries, and pages, of a site that are clicked most in the month; all others of a day are one row. */
  search_queries: [...ofProperty, "query_word", ...searchMeasures],
  search_pages: [...ofProperty, "page_word", ...searchMeasures],
} as const;

export type ShardKind = keyof typeof shardColumns;

/** One shard of each month in which there are facts, `<kind>-YYYY-MM`; of the others there is one. */
export const monthlyKinds = [
  "performance",
  "region_performance",
  "campaign_days",
  "campaign_places",
  "web_channels",
  "web_places",
  "search_days",
  "search_queries",
  "search_pages",
] as const;
/** They are there all together, or not at all: older snapshots lack them, and those whose sums pass 2^53. */
export const rollUpKinds = [
  "campaign_days",
  "campaign_months",
  "platform_days",
  "ad_months",
  "region_months",
  "region_days",
  "campaign_places",
] as const;
export type RollUpKind = (typeof rollUpKinds)[number];
/** Of websites: not there when the tenant has none, and in older snapshots. */
export const webKinds = [
  "web_properties",
  "web_words",
  "web_users",
  "web_channels",
  "web_places",
  "search_days",
  "search_queries",
  "search_pages",
] as const;
export type WebKind = (typeof webKinds)[number];

const kinds = Object.keys(shardColumns) as [ShardKind, ...ShardKind[]];
export const isMonthly = (kind: ShardKind) => (monthlyKinds as readonly ShardKind[]).includes(kind);
const single = kinds.filter((kind) => !isMonthly(kind)).join("|");

export const ShardKind = z.enum(kinds);

export const ShardName = z
  .string()
  .regex(new RegExp(`^(${single}|(${monthlyKinds.join("|")})-\\d{4}-\\d{2})$`), "a known shard name");

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

/** What many questions need, in few values of the store. */
export const packNames = ["pack-rollups", "pack-recent"] as const;
export const PackName = z.enum(packNames);

/** The bytes of shards one after the other, in this order; those shards are not stored on their own. */
export const Pack = z.object({
  name: PackName,
  shards: z.array(ShardName).min(1),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Pack = z.infer<typeof Pack>;

/** The name of a value in the store. */
export const StoredName = z.union([ShardName, PackName]);

export const SnapshotSource = z.object({
  platform: SourcePlatform,
  last_extracted_at: Instant.nullable(),
  data_through: Day.nullable(),
  settled_until: Day.nullable(),
});

const Span = z.object({ start_date: Day, end_date: Day });

export const Manifest = z.object({
  /** 2 may have packs and narrow columns. */
  schema_version: z.union([z.literal(1), z.literal(2)]),
  snapshot_id: z.uuid(),
  tenant_id: TenantId,
  /** As it was when the snapshot was made, so that a pinned answer never changes. */
  tenant_label: z.string().optional(),
  generated_at: Instant,
  currency: Currency,
  time_zone: TimeZone,
  coverage: Span.nullable(),
  /** Days that the facts of websites, and of searches, have. Older snapshots do not say it. */
  web_coverage: z.object({ visits: Span.nullable(), searches: Span.nullable() }).optional(),
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
  /** Snapshots of before there were packs have none. */
  packs: z.array(Pack).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

type Stored = Pick<Shard, "name" | "bytes" | "sha256">;

/** The values that a snapshot is stored as, beside its manifest: packs, and the shards that are in none. */
export function storedValues({ shards, packs = [] }: Pick<Manifest, "shards" | "packs">): Stored[] {
  const packed = new Set(packs.flatMap((pack) => pack.shards));
  return [...packs, ...shards.filter(({ name }) => !packed.has(name))];
}
