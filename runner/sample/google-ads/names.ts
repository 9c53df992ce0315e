import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import { numericId } from "../world/random.ts";
import type { SampleAccount } from "../world/tenants.ts";

/** Resource names, by which the API's objects point at each other. */
export const customerName = (account: Pick<SampleAccount, "id">): string => `customers/${account.id}`;

export const campaignName = (campaign: Campaign): string =>
  `${customerName(campaign.account)}/campaigns/${campaign.id}`;

export const budgetId = (campaign: Campaign): string => numericId("13", 11, campaign.id, "budget");

export const budgetName = (campaign: Campaign): string =>
  `${customerName(campaign.account)}/campaignBudgets/${budgetId(campaign)}`;

export const adGroupName = (adSet: AdSet): string => `${customerName(adSet.campaign.account)}/adGroups/${adSet.id}`;

export const adName = (ad: Ad): string => `${customerName(ad.adSet.campaign.account)}/ads/${ad.id}`;

export const adGroupAdName = (ad: Ad): string =>
  `${customerName(ad.adSet.campaign.account)}/adGroupAds/${ad.adSet.id}~${ad.id}`;
