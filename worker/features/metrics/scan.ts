import { FieldError } from "./field-error.ts";
import type { Loaded } from "./load.ts";
import type { Plan } from "./plan.ts";
import { regionName } from "./sections/region-names.ts";
import { Grouping, scanFacts } from "./slice/grouping.ts";
import { campaignMask, regionMask } from "./slice/masks.ts";
import { Pairs } from "./slice/pairs.ts";
import type { Mask } from "./slice/select-rows.ts";

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
  const campaignFilter = campaignMask(loaded.campaigns, plan.query);
  const filter = { campaigns: campaignFilter, items: knownRegions(loaded, plan) };
  const scanned: Scanned = {
    campaignFilter,
    campaigns: new Grouping("campaign", loaded.campaigns.rows),
    days: Grouping.byDay(plan.days ?? { from: 0, to: -1 }),
    ads: new Grouping("item", loaded.ads?.rows ?? 0),
    regions: new Grouping("item", loaded.regions.rows),
    compared: new Grouping("campaign", loaded.campaigns.rows),
    ranIn: new Pairs(loaded.campaigns.rows, loaded.regions.rows),
  };

  if (plan.compared) scanFacts(loaded.compared, plan.compared, filter, [scanned.compared]);
  if (!plan.days) return scanned;

  const perCampaign = plan.wants("campaign") ? [scanned.campaigns, scanned.days] : [];
  const perAd = plan.wants("creative") ? [scanned.ads] : [];
  const perRegion = plan.wants("parish") ? [scanned.regions] : [];
  if (plan.byRegion) {
    scanFacts(loaded.byRegion, plan.days, filter, [...perCampaign, ...perRegion, scanned.ranIn]);
    return scanned;
  }
  scanFacts(loaded.performance, plan.days, filter, [...perCampaign, ...perAd]);
  scanFacts(loaded.byRegion, plan.days, filter, [...perRegion, scanned.ranIn]);
  return scanned;
}

function knownRegions(loaded: Loaded, plan: Plan): Mask {
  const { mask, unknown } = regionMask(loaded.regions, plan.query.parishes);
  if (unknown.length === 0) return mask;
  const names = loaded.regions.code.map((_, region) => regionName(loaded.regions, region));
  const known = names.length > 0 ? names.join(", ") : "none, as there is no data by region";
  throw new FieldError("parishes", `unknown: ${unknown.join(", ")}; known are: ${known}`);
}
