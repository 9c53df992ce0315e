import type { Platform } from "#contracts/fields.ts";
import type { Measure } from "#contracts/snapshot.ts";

/** Row `i` of a shard is the `i`-th value of each column. Days are days since 1970-01-01. */
export interface CampaignColumns {
  readonly rows: number;
  readonly id: readonly string[];
  readonly platform: readonly Platform[];
  readonly name: readonly string[];
  readonly status: readonly string[];
  readonly objective: readonly (string | null)[];
  readonly startDay: readonly (number | null)[];
  readonly endDay: readonly (number | null)[];
  /** Names as `fold` leaves them, for search. */
  readonly foldedName: readonly string[];
}

export interface AdColumns {
  readonly rows: number;
  readonly id: readonly string[];
  readonly campaign: Int32Array;
  readonly adSetId: readonly (string | null)[];
  readonly adSetName: readonly (string | null)[];
  readonly name: readonly string[];
  readonly status: readonly string[];
  readonly thumbnailUrl: readonly (string | null)[];
}

export interface RegionColumns {
  readonly rows: number;
  readonly code: readonly string[];
  readonly name: readonly string[];
}

export interface BudgetColumns {
  readonly rows: number;
  readonly id: readonly string[];
  readonly campaign: Int32Array;
  readonly monthlyMicros: Float64Array;
  readonly spentMicros: Float64Array;
  readonly projectedMicros: Float64Array;
  readonly startDay: Int32Array;
  readonly endDay: Int32Array;
}

export type MeasureColumns = Readonly<Record<Measure, Float64Array>>;

/** Facts or a roll-up of them, sorted by day. `item` is the row of the ad, or of the region; a kind that has no items repeats the campaign. */
export interface FactColumns {
  readonly rows: number;
  readonly day: Int32Array;
  readonly campaign: Int32Array;
  readonly item: Int32Array;
  /** 1 once the platform no longer restates the row. */
  readonly settled: Uint8Array;
  readonly measures: MeasureColumns;
  /** The largest of the sums of each measure's absolute values: no sum of rows is beyond it. */
  readonly reach: number;
}

/** Where campaigns ran on each day, sorted by day: the bits of `regions[r >>> 5]` say it of 32 regions. */
export interface PlaceColumns {
  readonly rows: number;
  readonly day: Int32Array;
  readonly campaign: Int32Array;
  readonly regions: readonly Int32Array[];
}

export interface WebPropertyColumns {
  readonly rows: number;
  readonly platform: readonly string[];
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly timeZone: readonly string[];
}

/** Every label of the facts of websites; they say it by row number. */
export interface WordColumns {
  readonly rows: number;
  readonly text: readonly string[];
}

/** Facts of a website or site, sorted by day: `words` are its labels, `measures` what is summed, each by its name in the contract. */
export interface WebFactColumns {
  readonly rows: number;
  readonly day: Int32Array;
  readonly property: Int32Array;
  readonly settled: Uint8Array;
  readonly words: Readonly<Record<string, Int32Array>>;
  readonly measures: Readonly<Record<string, Float64Array>>;
}

export interface ColumnsOf {
  readonly campaigns: CampaignColumns;
  readonly ads: AdColumns;
  readonly regions: RegionColumns;
  readonly budgets: BudgetColumns;
  readonly performance: FactColumns;
  readonly region_performance: FactColumns;
  readonly campaign_days: FactColumns;
  readonly campaign_months: FactColumns;
  readonly platform_days: FactColumns;
  readonly ad_months: FactColumns;
  readonly region_months: FactColumns;
  readonly region_days: FactColumns;
  readonly campaign_places: PlaceColumns;
  readonly web_properties: WebPropertyColumns;
  readonly web_words: WordColumns;
  readonly web_users: WebFactColumns;
  readonly web_channels: WebFactColumns;
  readonly web_places: WebFactColumns;
  readonly search_days: WebFactColumns;
  readonly search_queries: WebFactColumns;
  readonly search_pages: WebFactColumns;
}
