import type { Objective } from "../world/campaigns.ts";

export const tiktokObjective: Readonly<
  Record<Objective, { objective: string; goal: string; event: string | null; billing: string }>
> = {
  sales: { objective: "WEB_CONVERSIONS", goal: "CONVERT", event: "SHOPPING", billing: "OCPM" },
  leads: { objective: "LEAD_GENERATION", goal: "CONVERT", event: "FORM", billing: "OCPM" },
  traffic: { objective: "TRAFFIC", goal: "CLICK", event: null, billing: "CPC" },
  awareness: { objective: "REACH", goal: "REACH", event: null, billing: "CPM" },
};
