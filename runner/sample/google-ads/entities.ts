import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { budgetOf } from "../world/edits.ts";
import { delivers, periodOf } from "../world/schedule.ts";
import type { SampleAccount } from "../world/tenants.ts";
import { MICROS_PER_CENT, type Moment } from "../world/truth.ts";
import { isDeleted } from "../world/world.ts";
import { channelOf } from "./channels.ts";
import { adGroupAdName, adGroupName, adName, budgetId, budgetName, campaignName, customerName } from "./names.ts";
import type { Fields } from "./values.ts";

type Customer = Pick<SampleAccount, "id" | "name" | "timeZone" | "active"> & { readonly currency: string };

export const customerFields = (account: Customer): Fields => ({
  "customer.resource_name": customerName(account),
  "customer.id": account.id,
  "customer.descriptive_name": account.name,
  "customer.currency_code": account.currency,
  "customer.time_zone": account.timeZone,
  "customer.status": account.active ? "ENABLED" : "CANCELED",
  "customer.auto_tagging_enabled": true,
  "customer.has_partners_badge": false,
  "customer.manager": false,
  "customer.test_account": false,
  "customer.call_reporting_setting.call_reporting_enabled": true,
});

/** An account as a manager sees it that is `level` steps above. */
export const clientFields = (account: Customer, managerId: string, level: number): Fields => ({
  "customer_client.resource_name": `${customerName({ id: managerId })}/customerClients/${account.id}`,
  "customer_client.client_customer": customerName(account),
  "customer_client.id": account.id,
  "customer_client.level": String(level),
  "customer_client.descriptive_name": account.name,
  "customer_client.currency_code": account.currency,
  "customer_client.time_zone": account.timeZone,
  "customer_client.manager": false,
  "customer_client.test_account": false,
  "customer_client.hidden": false,
  "customer_client.status": account.active ? "ENABLED" : "CANCELED",
});

/** Off in the months that a seasonal campaign pauses; flights and months that are over have ended instead. */
const isOn = (campaign: Campaign, today: string): boolean =>
  campaign.account.active && (campaign.schedule.kind !== "seasonal" || delivers(campaign.schedule, today));

function servingStatus(campaign: Campaign, today: string): string {
  const { end } = periodOf(campaign.schedule, today);
  if (end !== null && end < today) return "ENDED";
  return isOn(campaign, today) ? "SERVING" : "SUSPENDED";
}

/** Times are the account's, without an offset. */
export function campaignFields(campaign: Campaign, { today }: Moment): Fields {
  const { start, end } = periodOf(campaign.schedule, today);
  const { type, bidding } = channelOf(campaign);
  return {
    "campaign.resource_name": campaignName(campaign),
    "campaign.id": campaign.id,
    "campaign.name": campaign.name,
    "campaign.status": isOn(campaign, today) ? "ENABLED" : "PAUSED",
    "campaign.serving_status": servingStatus(campaign, today),
    "campaign.advertising_channel_type": type,
    "campaign.bidding_strategy_type": bidding,
    "campaign.campaign_budget": budgetName(campaign),
    "campaign.base_campaign": campaignName(campaign),
    "campaign.experiment_type": "BASE",
    "campaign.payment_mode": "CLICKS",
    "campaign.ad_serving_optimization_status": "OPTIMIZE",
    "campaign.start_date_time": `${start} 00:00:00`,
    "campaign.end_date_time": `${end ?? "2037-12-30"} 23:59:59`,
    "campaign.network_settings.target_google_search": type === "SEARCH",
    "campaign.network_settings.target_search_network": type === "SEARCH",
    "campaign.network_settings.target_content_network": type === "DISPLAY",
    "campaign.network_settings.target_partner_search_network": false,
    "campaign.geo_target_type_setting.positive_geo_target_type": "PRESENCE_OR_INTEREST",
    "campaign.geo_target_type_setting.negative_geo_target_type": "PRESENCE",
  };
}

/** Either an average day's amount, or that of the whole period. */
export function budgetFields(campaign: Campaign, moment: Moment): Fields {
  const budget = budgetOf(campaign, moment.today, moment.firstDay);
  const amount = String(budget.cents * MICROS_PER_CENT);
  return {
    "campaign_budget.resource_name": budgetName(campaign),
    "campaign_budget.id": budgetId(campaign),
    "campaign_budget.name": `Budget of ${campaign.name}`,
    "campaign_budget.status": "ENABLED",
    "campaign_budget.type": "STANDARD",
    "campaign_budget.delivery_method": "STANDARD",
    "campaign_budget.explicitly_shared": false,
    "campaign_budget.has_recommended_budget": false,
    "campaign_budget.reference_count": "1",
    ...(budget.kind === "daily"
      ? { "campaign_budget.period": "DAILY", "campaign_budget.amount_micros": amount }
      : { "campaign_budget.period": "CUSTOM_PERIOD", "campaign_budget.total_amount_micros": amount }),
  };
}

export const adGroupFields = (adSet: AdSet): Fields => ({
  "ad_group.resource_name": adGroupName(adSet),
  "ad_group.id": adSet.id,
  "ad_group.name": adSet.name,
  "ad_group.status": "ENABLED",
  "ad_group.type": channelOf(adSet.campaign).adGroup,
  "ad_group.campaign": campaignName(adSet.campaign),
  "ad_group.base_ad_group": adGroupName(adSet),
  "ad_group.ad_rotation_mode": "OPTIMIZE",
  "ad_group.cpc_bid_micros": "10000",
  "ad_group.cpm_bid_micros": "10000",
  "ad_group.optimized_targeting_enabled": false,
});

export function adFields(ad: Ad, moment: Moment): Fields {
  const { campaign } = ad.adSet;
  const texts = [{ text: campaign.name }, { text: ad.name }];
  const type = channelOf(campaign).ad;
  return {
    "ad_group_ad.resource_name": adGroupAdName(ad),
    "ad_group_ad.ad_group": adGroupName(ad.adSet),
    "ad_group_ad.status": isDeleted(ad, moment.today) ? "REMOVED" : "ENABLED",
    "ad_group_ad.ad_strength": "GOOD",
    "ad_group_ad.policy_summary.approval_status": "APPROVED",
    "ad_group_ad.policy_summary.review_status": "REVIEWED",
    "ad_group_ad.ad.resource_name": adName(ad),
    "ad_group_ad.ad.id": ad.id,
    "ad_group_ad.ad.name": ad.name,
    "ad_group_ad.ad.type": type,
    "ad_group_ad.ad.added_by_google_ads": false,
    "ad_group_ad.ad.final_urls": [`https://shop.${campaign.account.tenantId}.example/`],
    [`ad_group_ad.ad.${type.toLowerCase()}.headlines`]: texts,
    [`ad_group_ad.ad.${type.toLowerCase()}.descriptions`]: texts,
  };
}
