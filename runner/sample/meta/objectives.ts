import type { Objective } from "../world/campaigns.ts";

export const metaObjective: Readonly<Record<Objective, { objective: string; goal: string; callToAction: string }>> = {
  sales: { objective: "OUTCOME_SALES", goal: "OFFSITE_CONVERSIONS", callToAction: "SHOP_NOW" },
  leads: { objective: "OUTCOME_LEADS", goal: "OFFSITE_CONVERSIONS", callToAction: "SIGN_UP" },
  traffic: { objective: "OUTCOME_TRAFFIC", goal: "LINK_CLICKS", callToAction: "LEARN_MORE" },
  awareness: { objective: "OUTCOME_AWARENESS", goal: "REACH", callToAction: "LEARN_MORE" },
};
