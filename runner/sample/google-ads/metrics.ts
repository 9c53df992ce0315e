import type { Sums } from "../world/sums.ts";
import { MICROS_PER_CENT } from "../world/truth.ts";
import type { Value } from "./values.ts";

const int64 = (count: number): string => String(Math.floor(count));
const ratio = (dividend: number, divisor: number): number => (divisor === 0 ? 0 : dividend / divisor);

const micros = (sums: Sums): number => sums.spendCents * MICROS_PER_CENT;
const value = (sums: Sums): number => sums.valueCents / 100;
/** Purchases and leads are the account's conversion goals. */
const conversions = (sums: Sums): number => sums.purchases + sums.leads;
/** With calls and visits to the shop, which are no goals: whoever adds these up counts too much. */
const all = (sums: Sums): number => conversions(sums) + Math.floor(sums.clicks * 0.05);
const seen = (sums: Sums): number => Math.floor(sums.impressions * 0.6);

type Metric = (sums: Sums) => Value | undefined;
const zero: Metric = () => 0;
const none: Metric = () => "0";
/** Metrics that only some campaigns have; not those of the sample. */
const absent: Metric = () => undefined;

/** Every metric the sample platform knows. Costs and averages of costs are micros, values whole units of the currency. */
export const metrics: Readonly<Record<string, Metric>> = {
  "metrics.impressions": (sums) => int64(sums.impressions),
  "metrics.clicks": (sums) => int64(sums.clicks),
  "metrics.cost_micros": (sums) => int64(micros(sums)),
  "metrics.conversions": conversions,
  "metrics.conversions_value": value,
  "metrics.conversions_by_conversion_date": conversions,
  "metrics.conversions_from_interactions_rate": (sums) => ratio(conversions(sums), sums.clicks),
  "metrics.cost_per_conversion": (sums) => ratio(micros(sums), conversions(sums)),
  "metrics.value_per_conversion": (sums) => ratio(value(sums), conversions(sums)),
  "metrics.all_conversions": all,
  "metrics.all_conversions_value": value,
  "metrics.all_conversions_from_interactions_rate": (sums) => ratio(all(sums), sums.clicks),
  "metrics.cost_per_all_conversions": (sums) => ratio(micros(sums), all(sums)),
  "metrics.value_per_all_conversions": (sums) => ratio(value(sums), all(sums)),
  "metrics.cross_device_conversions": zero,
  "metrics.view_through_conversions": none,
  "metrics.ctr": (sums) => ratio(sums.clicks, sums.impressions),
  "metrics.average_cpc": (sums) => ratio(micros(sums), sums.clicks),
  "metrics.average_cpm": (sums) => ratio(micros(sums) * 1000, sums.impressions),
  "metrics.average_cost": (sums) => ratio(micros(sums), sums.clicks),
  "metrics.average_cpe": zero,
  "metrics.interactions": (sums) => int64(sums.clicks),
  "metrics.interaction_rate": (sums) => ratio(sums.clicks, sums.impressions),
  "metrics.interaction_event_types": () => ["CLICK"],
  "metrics.engagements": none,
  "metrics.engagement_rate": zero,
  "metrics.active_view_impressions": (sums) => int64(seen(sums)),
  "metrics.active_view_measurable_impressions": (sums) => int64(sums.impressions),
  "metrics.active_view_measurable_cost_micros": (sums) => int64(micros(sums)),
  "metrics.active_view_measurability": () => 1,
  "metrics.active_view_viewability": (sums) => ratio(seen(sums), sums.impressions),
  "metrics.active_view_ctr": (sums) => ratio(sums.clicks, seen(sums)),
  "metrics.active_view_cpm": (sums) => ratio(micros(sums) * 1000, seen(sums)),
  "metrics.video_trueview_views": none,
  "metrics.video_trueview_view_rate": zero,
  "metrics.trueview_average_cpv": zero,
  "metrics.video_quartile_p25_rate": zero,
  "metrics.video_quartile_p50_rate": zero,
  "metrics.video_quartile_p75_rate": zero,
  "metrics.video_quartile_p100_rate": zero,
  "metrics.top_impression_percentage": absent,
  "metrics.absolute_top_impression_percentage": absent,
  "metrics.content_impression_share": absent,
  "metrics.content_budget_lost_impression_share": absent,
  "metrics.content_rank_lost_impression_share": absent,
  "metrics.search_impression_share": absent,
  "metrics.search_exact_match_impression_share": absent,
  "metrics.search_budget_lost_impression_share": absent,
  "metrics.search_rank_lost_impression_share": absent,
};
