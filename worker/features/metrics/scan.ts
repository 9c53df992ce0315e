import type { AdKind } from "../snapshots/reader.ts";
import { FieldError } from "./field-error.ts";
import type { Loaded } from "./load.ts";
import type { Plan } from "./plan.ts";
import { regionName } from "./sections/region-names.ts";
import { Grouping } from "./slice/grouping.ts";
import { campaignMask, regionMask } from "./slice/masks.ts";
import { Pairs } from "./slice/pairs.ts";
import { chosen, type Mask, selectRows } from "./slice/select-rows.ts";

/** The sums that the sections are written from; a group without rows has sums of 0. */
export interface Scanned {
  readonly campaignFilter: Mask;
  readonly campaigns: Grouping;
  readonly days: Grouping;
  readonly ads: Grouping;
  readonly regions: Grouping;
  readonly compared: Grouping;
  /** Which campaigns ran in which regions within the period. */
  readonly ranIn: Pairs;
}

/** @throws FieldError when a region of the query is not known */
export function scanSlice(loaded: Loaded, plan: Plan): Scanned {
  const mask = campaignMask(loaded.campaigns, plan.query);
  const campaigns = chosen(mask);
  const regions = knownRegions(loaded, plan);
  const scanned: Scanned = {
    campaignFilter: mask,
    campaigns: new Grouping("campaign", loaded.campaigns.rows),
    days: Grouping.byDay(plan.days ?? { from: 0, to: -1 }),
    ads: new Grouping("item", loaded.ads?.rows ?? 0),
    regions: new Grouping("item", loaded.regions.rows),
    compared: new Grouping("campaign", loaded.campaigns.rows),
    ranIn: new Pairs(loaded.campaigns.rows, loaded.regions.rows),
  };
  for (const { read, shards } of loaded.passes) {
    for (const shard of shards) {
      if ("regions" in shard) {
        scanned.ranIn.addPlaces(shard, selectRows(shard, read.range, campaigns, shard.campaign, null));
        continue;
      }
      const rows = selectRows(shard, read.range, campaigns, shard.item, ofRegions.has(read.kind) ? regions : null);
      if (rows.count > 0) for (const target of read.into) scanned[target].add(shard, rows);
    }
  }
  return scanned;
}

/** The kinds whose items are regions. */
const ofRegions: ReadonlySet<AdKind> = new Set(["region_performance", "region_months", "region_days"]);

function knownRegions(loaded: Loaded, plan: Plan): Mask {
  const { mask, unknown } = regionMask(loaded.regions, plan.query.parishes);
  if (unknown.length === 0) return mask;
  const names = loaded.regions.code.map((_, region) => regionName(loaded.regions, region));
  const known = names.length > 0 ? names.join(", ") : "none, as there is no data by region";
  throw new FieldError("parishes", `unknown: ${unknown.join(", ")}; known are: ${known}`);
}
