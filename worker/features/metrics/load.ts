import type {
  AdColumns,
  BudgetColumns,
  CampaignColumns,
  FactColumns,
  PlaceColumns,
  RegionColumns,
} from "../snapshots/columns.ts";
import type { DimensionKind, OpenSnapshot } from "../snapshots/reader.ts";
import type { Plan } from "./plan.ts";
import { planReads, type Read } from "./reads.ts";
import { dayText } from "./slice/days.ts";
import { type Narrower, withRoom } from "./with-room.ts";

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

/** @throws ProblemError `query-too-large` when the columns do not fit into an isolate */
export async function loadSlice(snapshot: OpenSnapshot, plan: Plan): Promise<Loaded> {
  const nouns: DimensionKind[] = ["campaigns", "regions"];
  if (needsAds(plan)) nouns.push("ads");
  if (plan.wants("budget")) nouns.push("budgets");
  const dated = planReads(plan, snapshot).flatMap(({ kind, range: { from, to } }) =>
    snapshot.needs(kind, dayText(from), dayText(to)),
  );
  const needs = [...nouns.flatMap((kind) => snapshot.needs(kind)), ...dated];
  return withRoom(snapshot, needs, narrowerOf(plan), () => load(snapshot, plan));
}

/** The days of ads take most by far, and whole months have sums of them. */
function narrowerOf(plan: Plan): Narrower {
  const field = plan.query.startDate === undefined && plan.query.endDate !== undefined ? "end_date" : "start_date";
  const remedy = "ask for fewer days, or for whole months";
  return { field, remedy: needsAds(plan) ? `${remedy}, or for sections without creative` : remedy };
}

const needsAds = (plan: Plan) => plan.wants("creative") && !plan.byRegion;

async function load(snapshot: OpenSnapshot, plan: Plan): Promise<Loaded> {
  const pass = async (read: Read): Promise<Pass> => {
    const { from, to } = read.range;
    return { read, shards: await snapshot.dated(read.kind, dayText(from), dayText(to)) };
  };
  const [campaigns, regions, ads, budgets, passes] = await Promise.all([
    snapshot.dimension("campaigns"),
    snapshot.dimension("regions"),
    needsAds(plan) ? snapshot.dimension("ads") : null,
    plan.wants("budget") ? snapshot.dimension("budgets") : null,
    Promise.all(planReads(plan, snapshot).map(pass)),
  ]);
  return { campaigns, regions, ads, budgets, passes };
}
