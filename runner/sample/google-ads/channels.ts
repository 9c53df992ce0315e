import type { Campaign, Objective } from "../world/campaigns.ts";

/** How Google calls what a campaign does, and where its ads are shown: networks with their share of the impressions. */
interface Channel {
  readonly type: "SEARCH" | "DISPLAY" | "VIDEO" | "PERFORMANCE_MAX";
  readonly bidding: string;
  readonly adGroup: string;
  readonly ad: string;
  readonly networks: readonly { readonly name: string; readonly share: number }[];
}

const search: Channel = {
  type: "SEARCH",
  bidding: "MAXIMIZE_CONVERSIONS",
  adGroup: "SEARCH_STANDARD",
  ad: "RESPONSIVE_SEARCH_AD",
  networks: [
    { name: "SEARCH", share: 0.85 },
    { name: "SEARCH_PARTNERS", share: 0.15 },
  ],
};

const display: Channel = {
  type: "DISPLAY",
  bidding: "TARGET_SPEND",
  adGroup: "DISPLAY_STANDARD",
  ad: "RESPONSIVE_DISPLAY_AD",
  networks: [{ name: "CONTENT", share: 1 }],
};

const video: Channel = {
  type: "VIDEO",
  bidding: "TARGET_CPM",
  adGroup: "VIDEO_RESPONSIVE",
  ad: "VIDEO_RESPONSIVE_AD",
  networks: [{ name: "YOUTUBE", share: 1 }],
};

/** It has asset groups in place of ad groups and ads; nothing of what this module tells of them is ever asked. */
const performanceMax: Channel = {
  type: "PERFORMANCE_MAX",
  bidding: "MAXIMIZE_CONVERSION_VALUE",
  adGroup: "UNKNOWN",
  ad: "UNKNOWN",
  networks: [
    { name: "SEARCH", share: 0.5 },
    { name: "CONTENT", share: 0.3 },
    { name: "YOUTUBE", share: 0.2 },
  ],
};

const channels: Readonly<Record<Objective, Channel>> = {
  sales: search,
  leads: search,
  traffic: display,
  awareness: video,
};

export const channelOf = (campaign: Campaign): Channel =>
  campaign.opaque ? performanceMax : channels[campaign.objective];
