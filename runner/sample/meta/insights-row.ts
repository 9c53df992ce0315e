import { money, ratio } from "../world/sums.ts";
import { firstDayOf } from "../world/world.ts";
import { actionCounts, actionValues, linkClicks } from "./actions.ts";
import type { InsightsGroup } from "./insights.ts";
import { metaObjective } from "./objectives.ts";
import type { InsightsQuery, Level } from "./query.ts";

/** One row as Meta writes it: numbers are strings, what was not asked for and what is nothing is left out. */
export function insightsRow(group: InsightsGroup, query: InsightsQuery): Record<string, unknown> {
  const known = { ...identity(group, query.level), ...numbers(group), ...actions(group, query) };
  const row: Record<string, unknown> = {};
  for (const field of query.fields) {
    const value = (known as Record<string, unknown>)[field];
    if (value !== undefined) row[field] = value;
  }
  if (query.fields.length === 0) Object.assign(row, { account_id: query.account.id, ...numbers(group) });
  row.date_start = group.start;
  row.date_stop = group.stop;
  if (group.region !== null) row.region = group.region;
  return row;
}

function identity({ ad, stop }: InsightsGroup, level: Level): Record<string, unknown> {
  const { adSet } = ad;
  const { campaign } = adSet;
  const { account } = campaign;
  const shape = metaObjective[campaign.objective];
  return {
    account_id: account.id,
    account_name: account.name,
    account_currency: account.currency,
    ...(level === "account"
      ? {}
      : { campaign_id: campaign.id, campaign_name: campaign.name, objective: shape.objective }),
    ...(level === "adset" || level === "ad"
      ? { adset_id: adSet.id, adset_name: adSet.name, optimization_goal: shape.goal }
      : {}),
    ...(level === "ad" ? { ad_id: ad.id, ad_name: ad.name, created_time: firstDayOf(ad), updated_time: stop } : {}),
    attribution_setting: "7d_click_1d_view",
    buying_type: "AUCTION",
  };
}

function numbers({ sums }: InsightsGroup): Record<string, string> {
  const reach = Math.max(1, Math.floor(sums.impressions * 0.83));
  const uniqueClicks = Math.floor(sums.clicks * 0.95);
  const dollars = sums.spendCents / 100;
  return {
    spend: money(sums.spendCents),
    impressions: String(sums.impressions),
    clicks: String(sums.clicks),
    reach: String(reach),
    frequency: ratio(sums.impressions, reach),
    ctr: ratio(sums.clicks * 100, sums.impressions),
    cpm: ratio(dollars * 1000, sums.impressions),
    cpp: ratio(dollars * 1000, reach),
    ...(sums.clicks > 0 ? { cpc: ratio(dollars, sums.clicks) } : {}),
    inline_link_clicks: String(linkClicks(sums)),
    inline_link_click_ctr: ratio(linkClicks(sums) * 100, sums.impressions),
    inline_post_engagement: String(sums.clicks + Math.floor(sums.impressions / 150)),
    unique_clicks: String(uniqueClicks),
    unique_ctr: ratio(uniqueClicks * 100, reach),
    social_spend: "0",
    quality_ranking: "UNKNOWN",
    engagement_rate_ranking: "UNKNOWN",
    conversion_rate_ranking: "UNKNOWN",
  };
}

function actions({ ad, sums }: InsightsGroup, query: InsightsQuery): Record<string, unknown> {
  const counts = actionCounts(sums, ad.adSet.campaign, query.actions);
  const values = actionValues(sums, ad.adSet.campaign, query.actions);
  return { ...(counts.length > 0 ? { actions: counts } : {}), ...(values.length > 0 ? { action_values: values } : {}) };
}
