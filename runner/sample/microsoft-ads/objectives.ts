import type { Objective } from "../world/campaigns.ts";

export const campaignTypeOf: Readonly<Record<Objective, { type: string; bidding: string }>> = {
  sales: { type: "Search", bidding: "MaxConversions" },
  leads: { type: "Search", bidding: "MaxConversions" },
  traffic: { type: "Search", bidding: "MaxClicks" },
  awareness: { type: "Audience", bidding: "ManualCpm" },
};
