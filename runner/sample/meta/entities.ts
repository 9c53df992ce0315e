import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { type Budget, budgetOf, campaignEdit, lastEdit } from "../world/edits.ts";
import { numericId } from "../world/random.ts";
import { delivers, periodOf } from "../world/schedule.ts";
import type { Moment } from "../world/truth.ts";
import { firstDayOf, isDeleted } from "../world/world.ts";
import { metaObjective } from "./objectives.ts";
import { editTime, endOf, startOf } from "./times.ts";

export type MetaNode = Record<string, unknown> & { id: string; effective_status?: string; updated_time?: string };

/** Meta's budgets are strings of hundredths; the kind that is not used is 0. */
function budgetFields(budget: Budget | null, parts: number): Record<string, string> {
  const cents = String(Math.round((budget?.cents ?? 0) / parts));
  const daily = budget?.kind === "daily" ? cents : "0";
  const lifetime = budget?.kind === "lifetime" ? cents : "0";
  return { daily_budget: daily, lifetime_budget: lifetime, budget_remaining: cents };
}

const isOn = (campaign: Campaign, moment: Moment): boolean =>
  campaign.account.active && (campaign.schedule.kind !== "seasonal" || delivers(campaign.schedule, moment.today));

function periodFields(campaign: Campaign, moment: Moment, endName: string): Record<string, string> {
  const { start, end } = periodOf(campaign.schedule, moment.today);
  return { start_time: startOf(start), ...(end === null ? {} : { [endName]: endOf(end) }) };
}

export function campaignNode(campaign: Campaign, moment: Moment): MetaNode {
  const status = isOn(campaign, moment) ? "ACTIVE" : "PAUSED";
  const budget = budgetOf(campaign, moment.today, moment.firstDay);
  return {
    id: campaign.id,
    account_id: campaign.account.id,
    name: campaign.name,
    objective: metaObjective[campaign.objective].objective,
    status,
    configured_status: status,
    effective_status: status,
    buying_type: "AUCTION",
    budget_rebalance_flag: false,
    ...(campaign.budgetAt === "campaign"
      ? { bid_strategy: "LOWEST_COST_WITHOUT_CAP", ...budgetFields(budget, 1) }
      : {}),
    smart_promotion_type: "GUIDED_CREATION",
    source_campaign_id: "0",
    special_ad_category: "NONE",
    created_time: editTime(campaign.schedule.created),
    updated_time: editTime(campaignEdit(campaign, moment.today, moment.firstDay)),
    ...periodFields(campaign, moment, "stop_time"),
  };
}

export function adSetNode(adSet: AdSet, moment: Moment): MetaNode {
  const { campaign } = adSet;
  const budget = campaign.budgetAt === "adSet" ? budgetOf(campaign, moment.today, moment.firstDay) : null;
  return {
    id: adSet.id,
    account_id: campaign.account.id,
    campaign_id: campaign.id,
    name: adSet.name,
    effective_status: isOn(campaign, moment) ? "ACTIVE" : "CAMPAIGN_PAUSED",
    ...budgetFields(budget, campaign.adSets.length),
    bid_strategy: "LOWEST_COST_WITHOUT_CAP",
    promoted_object: { pixel_id: pixelOf(campaign), custom_event_type: "PURCHASE" },
    targeting: {
      age_min: 18,
      age_max: 65,
      geo_locations: {
        regions: adSet.audience.map((entry) => ({
          key: entry.parish.code,
          name: entry.parish.metaName,
          country: "JM",
        })),
        location_types: ["home", "recent"],
      },
    },
    created_time: editTime(campaign.schedule.created),
    updated_time: editTime(campaignEdit(campaign, moment.today, moment.firstDay)),
    ...periodFields(campaign, moment, "end_time"),
  };
}

export function adNode(ad: Ad, moment: Moment): MetaNode {
  const { campaign } = ad.adSet;
  const deleted = isDeleted(ad, moment.today);
  const since = ad.testMonth === null ? moment.firstDay : firstDayOf(ad);
  return {
    id: ad.id,
    account_id: campaign.account.id,
    campaign_id: campaign.id,
    adset_id: ad.adSet.id,
    name: ad.name,
    status: deleted ? "DELETED" : "ACTIVE",
    effective_status: deleted ? "DELETED" : isOn(campaign, moment) ? "ACTIVE" : "CAMPAIGN_PAUSED",
    bid_type: "ABSOLUTE_OCPM",
    creative: { id: creativeIdOf(ad) },
    source_ad_id: "0",
    tracking_specs: [{ "action.type": ["offsite_conversion"], fb_pixel: [pixelOf(campaign)] }],
    conversion_specs: [{ "action.type": ["offsite_conversion"], conversion_id: [pixelOf(campaign)] }],
    created_time: editTime(firstDayOf(ad)),
    updated_time: editTime(lastEdit(ad.id, moment.today, since)),
  };
}

export function creativeNode(ad: Ad, thumbnailUrl: string): MetaNode {
  const { campaign } = ad.adSet;
  return {
    id: creativeIdOf(ad),
    account_id: campaign.account.id,
    name: `${ad.name} ${firstDayOf(ad)}`,
    title: campaign.name,
    body: `${campaign.account.name}: ${ad.name}`,
    call_to_action_type: metaObjective[campaign.objective].callToAction,
    object_type: "SHARE",
    status: "ACTIVE",
    thumbnail_url: thumbnailUrl,
    object_story_spec: {
      page_id: numericId("11", 15, campaign.account.tenantId, "page"),
      link_data: { name: campaign.name },
    },
  };
}

export const creativeIdOf = (ad: Ad): string => numericId("1202", 18, ad.id, "creative");

export const pixelOf = (campaign: Campaign): string => numericId("91", 15, campaign.account.tenantId, "pixel");
