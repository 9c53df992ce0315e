import type { Ad } from "../world/campaigns.ts";
import { money, type Sums } from "../world/sums.ts";
import { adText } from "./entities.ts";
import { badParameter } from "./errors.ts";

/** Metrics that exist and are always nothing in the sample world (no apps, no shop on TikTok, no secondary goals). */
const nothing: ReadonlySet<string> = new Set([
  ...["tt_app_id", "tt_app_name", "mobile_app_id", "follows", "clicks_on_music_disc", "profile_visits"],
  ...["real_time_app_install", "real_time_app_install_cost", "app_install", "cost_per_app_install"],
  ...["total_purchase_value", "total_onsite_shopping_value", "onsite_shopping", "vta_purchase", "cta_purchase"],
  ...["purchase", "purchase_rate", "cost_per_purchase", "registration", "registration_rate", "cost_per_registration"],
  ...["sales_lead", "sales_lead_rate", "cost_per_sales_lead", "cost_per_total_sales_lead", "profile_visits_rate"],
  ...["total_app_event_add_to_cart", "cost_per_total_app_event_add_to_cart"],
]);

/** TikTok writes `-` where a metric does not apply; the connector makes null of it. */
const inapplicable: ReadonlySet<string> = new Set([
  "dpa_target_audience_type",
  "secondary_goal_result",
  "cost_per_secondary_goal_result",
  "secondary_goal_result_rate",
]);

const divided = (dividend: number, divisor: number, places = 2): string =>
  (divisor === 0 ? 0 : dividend / divisor).toFixed(places);

/** Whole numbers derived from impressions that give video metrics a plausible shape. */
const shareOf = (sums: Sums, share: number): string => String(Math.floor(sums.impressions * share));

/**
 * Every metric of a row, as strings. `conversion` counts purchases and leads; what the purchases were worth is in
 * `total_complete_payment_rate`, which TikTok calls a rate though it is an amount.
 */
function valuesOf(ad: Ad, sums: Sums): Record<string, string> {
  const { adSet } = ad;
  const spend = sums.spendCents / 100;
  const conversions = sums.purchases + sums.leads;
  const reach = Math.floor(sums.impressions * 0.8);
  const throughView = Math.floor(conversions * 0.2);
  const result = {
    count: String(conversions),
    cost: divided(spend, conversions),
    rate: divided(conversions * 100, sums.clicks),
  };
  return {
    campaign_id: adSet.campaign.id,
    campaign_name: adSet.campaign.name,
    adgroup_id: adSet.id,
    adgroup_name: adSet.name,
    ad_name: ad.name,
    ad_text: adText(ad),
    placement_type: "Automatic Placement",
    promotion_type: "Website",
    spend: money(sums.spendCents),
    impressions: String(sums.impressions),
    clicks: String(sums.clicks),
    cpc: divided(spend, sums.clicks),
    cpm: divided(spend * 1000, sums.impressions),
    ctr: divided(sums.clicks * 100, sums.impressions),
    reach: String(reach),
    cost_per_1000_reached: divided(spend * 1000, reach),
    frequency: divided(sums.impressions, reach),
    conversion: result.count,
    cost_per_conversion: result.cost,
    conversion_rate: result.rate,
    real_time_conversion: result.count,
    real_time_cost_per_conversion: result.cost,
    real_time_conversion_rate: result.rate,
    result: result.count,
    cost_per_result: result.cost,
    result_rate: result.rate,
    real_time_result: result.count,
    real_time_cost_per_result: result.cost,
    real_time_result_rate: result.rate,
    vta_conversion: String(throughView),
    cta_conversion: String(conversions - throughView),
    complete_payment: String(sums.purchases),
    total_complete_payment_rate: money(sums.valueCents),
    value_per_complete_payment: divided(sums.valueCents / 100, sums.purchases),
    total_pageview: String(Math.floor(sums.clicks * 0.7)),
    video_play_actions: shareOf(sums, 0.9),
    video_watched_2s: shareOf(sums, 0.2),
    video_watched_6s: shareOf(sums, 0.06),
    video_views_p25: shareOf(sums, 0.15),
    video_views_p50: shareOf(sums, 0.08),
    video_views_p75: shareOf(sums, 0.05),
    video_views_p100: shareOf(sums, 0.03),
    average_video_play: "1.52",
    average_video_play_per_user: "1.64",
    likes: shareOf(sums, 0.004),
    comments: shareOf(sums, 0.0003),
    shares: shareOf(sums, 0.0002),
  };
}

/** The metrics that were asked for; an unknown one fails the whole question, as on the platform. */
export function metricsOf(names: readonly string[], ad: Ad, sums: Sums): Record<string, string> {
  const values = valuesOf(ad, sums);
  const entries = names.map((name): [string, string] => {
    const value = values[name] ?? (nothing.has(name) ? "0" : inapplicable.has(name) ? "-" : undefined);
    if (value === undefined) throw badParameter(`metrics: Invalid metric fields: ['${name}']`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}
