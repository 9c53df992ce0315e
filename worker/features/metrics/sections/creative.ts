import type { Combined } from "#contracts/metrics.ts";
import type { Loaded } from "../load.ts";
import type { Plan } from "../plan.ts";
import type { Scanned } from "../scan.ts";
import { figures } from "../totals.ts";
import type { Counted } from "./counted.ts";

/** Of the ads that delivered in the period those of highest spend, `limit` at most; the list of creatives has all of them. */
export function creativeSection(
  { ads, campaigns }: Loaded,
  { query }: Plan,
  scanned: Scanned,
): Counted<Combined["creative"]> {
  if (!ads) return { rows: [], count: 0 };
  const delivered = scanned.ads.delivered();
  // Ads are stored in one order (platform, campaign, id), which settles equal spend.
  const rows = scanned.ads
    .bySpend(delivered, query.limit, (a, b) => a - b)
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
  return { rows, count: delivered.length };
}
