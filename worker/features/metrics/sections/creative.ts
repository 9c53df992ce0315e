import type { Combined } from "#contracts/metrics.ts";
import type { Loaded } from "../load.ts";
import type { Scanned } from "../scan.ts";
import { figures } from "../totals.ts";

/** One row an ad that delivered in the period, highest spend first. */
export function creativeSection({ ads, campaigns }: Loaded, scanned: Scanned): Combined["creative"] {
  if (!ads) return [];
  // Ads are stored in one order (platform, campaign, id), which settles equal spend.
  return scanned.ads
    .bySpend((a, b) => a - b)
    .map((ad) => {
      const campaign = ads.campaign[ad]!;
      const { spend, impressions, clicks, conversions, roas, ctr } = figures(scanned.ads.sums, ad);
      const thumbnailUrl = ads.thumbnailUrl[ad];
      return {
        id: ads.id[ad]!,
        name: ads.name[ad]!,
        campaignId: campaigns.id[campaign]!,
        campaignName: campaigns.name[campaign]!,
        platform: campaigns.platform[campaign]!,
        spend,
        impressions,
        clicks,
        conversions,
        roas,
        ctr,
        ...(thumbnailUrl == null ? {} : { thumbnailUrl }),
      };
    });
}
