import type { AdColumns, BudgetColumns, CampaignColumns, FactColumns, RegionColumns } from "../snapshots/columns.ts";
import type { FactKind, OpenSnapshot } from "../snapshots/reader.ts";
import type { Plan } from "./plan.ts";
import { type DayRange, dayText } from "./slice/days.ts";

/** The columns that a plan needs, and no others. */
export interface Loaded {
  readonly campaigns: CampaignColumns;
  readonly regions: RegionColumns;
  readonly ads: AdColumns | null;
  readonly budgets: BudgetColumns | null;
  readonly performance: readonly FactColumns[];
  readonly byRegion: readonly FactColumns[];
  /** Facts of the comparison period. */
  readonly compared: readonly FactColumns[];
}

export async function loadSlice(snapshot: OpenSnapshot, plan: Plan): Promise<Loaded> {
  const facts = (kind: FactKind, range: DayRange | null, wanted: boolean) =>
    wanted && range ? snapshot.facts(kind, dayText(range.from), dayText(range.to)) : [];
  const needsAds = plan.wants("creative") && !plan.byRegion;
  const needsPerformance = plan.wants("campaign", "creative") && !plan.byRegion;

  const [campaigns, regions, ads, budgets, performance, byRegion, compared] = await Promise.all([
    snapshot.dimension("campaigns"),
    snapshot.dimension("regions"),
    needsAds ? snapshot.dimension("ads") : null,
    plan.wants("budget") ? snapshot.dimension("budgets") : null,
    facts("performance", plan.days, needsPerformance),
    facts("region_performance", plan.days, plan.wants("campaign", "budget", "parish")),
    facts(plan.byRegion ? "region_performance" : "performance", plan.compared, plan.wants("campaign")),
  ]);
  return { campaigns, regions, ads, budgets, performance, byRegion, compared };
}
