import type { Objective } from "../world/campaigns.ts";

export const linkedinObjective: Readonly<
  Record<Objective, { objective: string; cost: "CPM" | "CPC"; optimization: string }>
> = {
  sales: { objective: "WEBSITE_CONVERSION", cost: "CPM", optimization: "MAX_CONVERSION" },
  leads: { objective: "LEAD_GENERATION", cost: "CPM", optimization: "MAX_LEAD" },
  traffic: { objective: "WEBSITE_VISIT", cost: "CPC", optimization: "MAX_CLICK" },
  awareness: { objective: "BRAND_AWARENESS", cost: "CPM", optimization: "MAX_REACH" },
};
