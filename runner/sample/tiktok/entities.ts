import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { budgetOf, campaignEdit, lastEdit } from "../world/edits.ts";
import { numericId } from "../world/random.ts";
import { delivers, periodOf } from "../world/schedule.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { firstDayOf, isDeleted } from "../world/world.ts";
import { tiktokObjective } from "./objectives.ts";

/** Times are UTC. Edits are made five minutes after midnight in Jamaica. */
const editTime = (date: string): string => `${date} 05:05:00`;

type Standing = "ENABLE" | "DISABLE" | "TIME_DONE";

function standing(campaign: Campaign, moment: Moment): Standing {
  const { end } = periodOf(campaign.schedule, moment.today);
  if (end !== null && end < moment.today) return "TIME_DONE";
  return campaign.account.active && delivers(campaign.schedule, moment.today) ? "ENABLE" : "DISABLE";
}

/** A budget in whole units of the currency, as TikTok has it: of a day, or of the whole period. */
function budgetFields(campaign: Campaign, moment: Moment, parts: number): { budget: number; budget_mode: string } {
  const budget = budgetOf(campaign, moment.today, moment.firstDay);
  return {
    budget: Math.round(budget.cents / parts) / 100,
    budget_mode: budget.kind === "daily" ? "BUDGET_MODE_DAY" : "BUDGET_MODE_TOTAL",
  };
}

const noBudget = { budget: 0, budget_mode: "BUDGET_MODE_INFINITE" };

export const advertiserRow = (account: SampleAccount): Record<string, unknown> => ({
  advertiser_id: account.id,
  name: account.name,
  company: account.name,
  currency: account.currency,
  timezone: "Etc/UTC",
  display_timezone: "UTC",
  status: "STATUS_ENABLE",
  role: "ROLE_ADVERTISER",
  advertiser_account_type: "AUCTION",
  country: "JM",
  language: "en",
  industry: "291905",
  balance: 0,
  create_time: 1_655_215_200,
});

export function campaignRow(campaign: Campaign, moment: Moment): Record<string, unknown> {
  const state = standing(campaign, moment);
  const shape = tiktokObjective[campaign.objective];
  return {
    campaign_id: campaign.id,
    campaign_name: campaign.name,
    advertiser_id: campaign.account.id,
    objective_type: shape.objective,
    objective: "LANDING_PAGE",
    campaign_type: "REGULAR_CAMPAIGN",
    operation_status: state === "DISABLE" ? "DISABLE" : "ENABLE",
    secondary_status: `CAMPAIGN_STATUS_${state}`,
    ...(campaign.budgetAt === "campaign" ? budgetFields(campaign, moment, 1) : noBudget),
    budget_optimize_on: campaign.budgetAt === "campaign",
    is_new_structure: true,
    is_search_campaign: false,
    is_smart_performance_campaign: false,
    roas_bid: 0,
    create_time: editTime(campaign.schedule.created),
    modify_time: editTime(campaignEdit(campaign, moment.today, moment.firstDay)),
  };
}

export function adGroupRow(adSet: AdSet, moment: Moment): Record<string, unknown> {
  const { campaign } = adSet;
  const state = standing(campaign, moment);
  const shape = tiktokObjective[campaign.objective];
  const { start, end } = periodOf(campaign.schedule, moment.today);
  return {
    adgroup_id: adSet.id,
    adgroup_name: adSet.name,
    campaign_id: campaign.id,
    campaign_name: campaign.name,
    advertiser_id: campaign.account.id,
    operation_status: "ENABLE",
    secondary_status: `ADGROUP_STATUS_${state === "ENABLE" ? "DELIVERY_OK" : state === "DISABLE" ? "CAMPAIGN_DISABLE" : state}`,
    ...(campaign.budgetAt === "adSet" ? budgetFields(campaign, moment, campaign.adSets.length) : noBudget),
    schedule_type: end === null ? "SCHEDULE_FROM_NOW" : "SCHEDULE_START_END",
    schedule_start_time: `${start} 00:00:00`,
    schedule_end_time: `${end ?? "2036-01-01"} 23:59:59`,
    location_ids: adSet.audience.map((entry) => entry.parish.tiktokProvinceId),
    optimization_goal: shape.goal,
    optimization_event: shape.event,
    billing_event: shape.billing,
    placement_type: "PLACEMENT_TYPE_NORMAL",
    placements: ["PLACEMENT_TIKTOK"],
    gender: "GENDER_UNLIMITED",
    promotion_type: "WEBSITE",
    is_new_structure: true,
    create_time: editTime(campaign.schedule.created),
    modify_time: editTime(campaignEdit(campaign, moment.today, moment.firstDay)),
  };
}

export function adRow(ad: Ad, moment: Moment, thumbnailUrl: string): Record<string, unknown> {
  const { campaign } = ad.adSet;
  const state = standing(campaign, moment);
  const since = ad.testMonth === null ? moment.firstDay : firstDayOf(ad);
  return {
    ad_id: ad.id,
    ad_name: ad.name,
    ad_text: adText(ad),
    adgroup_id: ad.adSet.id,
    adgroup_name: ad.adSet.name,
    campaign_id: campaign.id,
    campaign_name: campaign.name,
    advertiser_id: campaign.account.id,
    ad_format: "SINGLE_VIDEO",
    display_name: campaign.account.name,
    operation_status: "ENABLE",
    secondary_status: isDeleted(ad, moment.today)
      ? "AD_STATUS_DELETE"
      : `AD_STATUS_${state === "ENABLE" ? "DELIVERY_OK" : state === "DISABLE" ? "CAMPAIGN_DISABLE" : "DONE"}`,
    video_id: `v10033g50000${numericId("", 12, ad.id, "video")}`,
    profile_image_url: thumbnailUrl,
    landing_page_url: `https://shop.${campaign.account.tenantId}.example/`,
    identity_type: "CUSTOMIZED_USER",
    is_aco: false,
    is_new_structure: true,
    create_time: editTime(firstDayOf(ad)),
    modify_time: editTime(lastEdit(ad.id, moment.today, since)),
  };
}

export const adText = (ad: Ad): string => `${ad.adSet.campaign.name}: ${ad.name}`;
