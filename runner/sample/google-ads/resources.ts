import type { Ad, AdSet, Campaign } from "../world/campaigns.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import { adFields, adGroupFields, budgetFields, campaignFields, clientFields, customerFields } from "./entities.ts";
import type { Fields } from "./values.ts";

export const levels = ["customer", "campaign", "adGroup", "ad"] as const;
export type Level = (typeof levels)[number];

/** What a row is about, down to its level. */
export interface Subject {
  readonly account: SampleAccount;
  readonly campaign?: Campaign;
  readonly adSet?: AdSet;
  readonly ad?: Ad;
}

interface Resource {
  /** How fine rows become when fields of this resource are asked for. */
  readonly level: Level;
  readonly fields: (subject: Subject, moment: Moment) => Fields;
}

/** Resources whose fields rows may show; a subject of their level has what they need. */
export const resources: Readonly<Record<string, Resource>> = {
  customer: { level: "customer", fields: ({ account }) => customerFields(account) },
  customer_client: { level: "customer", fields: ({ account }) => clientFields(account, account.id, 0) },
  campaign: { level: "campaign", fields: ({ campaign }, moment) => campaignFields(campaign!, moment) },
  campaign_budget: { level: "campaign", fields: ({ campaign }, moment) => budgetFields(campaign!, moment) },
  ad_group: { level: "adGroup", fields: ({ adSet }) => adGroupFields(adSet!) },
  ad_group_ad: { level: "ad", fields: ({ ad }, moment) => adFields(ad!, moment) },
};

/** What can stand behind FROM, with the resources whose fields may then be selected besides its own. */
export const selectable: Readonly<Record<string, readonly string[]>> = {
  customer: ["customer"],
  customer_client: ["customer_client"],
  campaign: ["campaign", "campaign_budget", "customer"],
  campaign_budget: ["campaign_budget", "campaign", "customer"],
  ad_group: ["ad_group", "campaign", "customer"],
  ad_group_ad: ["ad_group_ad", "ad_group", "campaign", "customer"],
  geographic_view: ["ad_group", "campaign", "customer"],
  user_location_view: ["ad_group", "campaign", "customer"],
};

export const subjectOf = (ad: Ad, level: Level): Subject => {
  const { adSet } = ad;
  const { campaign } = adSet;
  const { account } = campaign;
  if (level === "customer") return { account };
  if (level === "campaign") return { account, campaign };
  return level === "adGroup" ? { account, campaign, adSet } : { account, campaign, adSet, ad };
};

export const idOf = ({ account, campaign, adSet, ad }: Subject): string => (ad ?? adSet ?? campaign ?? account).id;
