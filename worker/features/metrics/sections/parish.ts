import type { Combined } from "#contracts/metrics.ts";
import type { RegionColumns } from "../../snapshots/columns.ts";
import type { Loaded } from "../load.ts";
import type { Scanned } from "../scan.ts";
import type { Grouping } from "../slice/grouping.ts";
import { figures, ratio } from "../totals.ts";
import { isPlace, regionName } from "./region-names.ts";

/** One row a region with delivery in the period, highest spend first; what has no place is a row too. */
export function parishSection({ regions }: Loaded, scanned: Scanned, currency: string): Combined["parish"] {
  const delivered = scanned.regions.delivered();
  return scanned.regions
    .bySpend(delivered, delivered.length, (a, b) => a - b)
    .map((region) => {
      const { spend, impressions, clicks, conversions, roas } = figures(scanned.regions.sums, region);
      return {
        parish: regionName(regions, region),
        code: regions.code[region]!,
        spend,
        impressions,
        clicks,
        conversions,
        roas,
        campaignCount: scanned.ranIn.campaignsIn(region),
        currency,
      };
    });
}

/** How many percent of the spend have a place; `null` without spend. */
export function placedPercent(grouping: Grouping, regions: RegionColumns): number | null {
  const spend = grouping.sums.spend_micros;
  let placed = 0n;
  let all = 0n;
  for (let region = 0; region < regions.rows; region++) {
    const micros = spend.exact(region);
    all += micros;
    if (isPlace(regions, region)) placed += micros;
  }
  return ratio(Number(placed) * 100, Number(all));
}
