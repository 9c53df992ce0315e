import type {
  AdColumns,
  BudgetColumns,
  CampaignColumns,
  FactColumns,
  PlaceColumns,
  RegionColumns,
} from "../snapshots/columns.ts";
import type { OpenSnapshot } from "../snapshots/reader.ts";
import type { Plan } from "./plan.ts";
import { planReads, type Read } from "./reads.ts";
import { dayText } from "./slice/days.ts";

export interface Pass {
  readonly read: Read;
  readonly shards: readonly (FactColumns | PlaceColumns)[];
}

/** The columns that a plan needs, and no others. */
export interface Loaded {
  readonly campaigns: CampaignColumns;
  readonly regions: RegionColumns;
  readonly ads: AdColumns | null;
  readonly budgets: BudgetColumns | null;
  readonly passes: readonly Pass[];
}

export async function loadSlice(snapshot: OpenSnapshot, plan: Plan): Promise<Loaded> {
  const needsAds = plan.wants("creative") && !plan.byRegion;
  const pass = async (read: Read): Promise<Pass> => {
    const { from, to } = read.range;
    return { read, shards: await snapshot.dated(read.kind, dayText(from), dayText(to)) };
  };
  const [campaigns, regions, ads, budgets, passes] = await Promise.all([
    snapshot.dimension("campaigns"),
    snapshot.dimension("regions"),
    needsAds ? snapshot.dimension("ads") : null,
    plan.wants("budget") ? snapshot.dimension("budgets") : null,
    Promise.all(planReads(plan, snapshot).map(pass)),
  ]);
  return { campaigns, regions, ads, budgets, passes };
}
