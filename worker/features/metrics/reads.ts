import type { AdKind, OpenSnapshot } from "../snapshots/reader.ts";
import type { Plan } from "./plan.ts";
import { type DayRange, overlap } from "./slice/days.ts";
import { splitByMonth } from "./slice/months.ts";

/** The sums that sections are written from. */
export type Target = "campaigns" | "days" | "ads" | "regions" | "compared" | "ranIn";

/** One pass: the days to read of a kind, and what they are added to. */
export interface Read {
  readonly kind: AdKind;
  readonly range: DayRange;
  readonly into: readonly Target[];
}

/** Where a target's sums come from: whole months, and the days beside them. */
interface Source {
  readonly months: AdKind;
  readonly days: AdKind;
}

/** Every number from the smallest table that knows it. Snapshots without roll-ups answer from the facts. */
export function planReads(plan: Plan, snapshot: Pick<OpenSnapshot, "has">): Read[] {
  const source = snapshot.has("campaign_months") ? rolledUp(plan) : fromFacts(plan);
  const reads = new Map<string, Read>();
  const add = (kind: AdKind, range: DayRange, target: Target) => {
    const key = `${kind} ${range.from} ${range.to}`;
    reads.set(key, { kind, range, into: [...(reads.get(key)?.into ?? []), target] });
  };
  for (const target of targetsOf(plan)) {
    const range = plan.coverage && coveredBy(plan, target);
    if (!range || !plan.coverage) continue;
    const { months, days } = source[target];
    const { whole, rest } = months === days ? { whole: null, rest: [range] } : splitByMonth(range, plan.coverage);
    if (whole) add(months, whole, target);
    for (const part of rest) add(days, part, target);
  }
  return [...reads.values()];
}

function targetsOf(plan: Plan): Target[] {
  const targets: [Target, boolean][] = [
    ["campaigns", plan.wants("campaign")],
    ["days", plan.wants("campaign")],
    ["compared", plan.wants("campaign")],
    ["ads", plan.wants("creative") && !plan.byRegion],
    ["regions", plan.wants("parish")],
    ["ranIn", plan.wants("campaign", "budget", "parish")],
  ];
  return targets.filter(([, wanted]) => wanted).map(([target]) => target);
}

function coveredBy(plan: Plan, target: Target): DayRange | null {
  if (target !== "compared") return plan.days;
  const covered = plan.compared && plan.coverage && overlap(plan.compared, plan.coverage);
  return covered && covered.from <= covered.to ? covered : null;
}

const everyDay = (kind: AdKind): Source => ({ months: kind, days: kind });

function rolledUp({ byRegion, query }: Plan): Record<Target, Source> {
  const anyCampaign = query.campaigns === null && query.q === null;
  const byCampaign: Source = byRegion
    ? { months: "region_months", days: "region_performance" }
    : { months: "campaign_months", days: "campaign_days" };
  const byPlatform = everyDay(byRegion ? "region_days" : "platform_days");
  return {
    campaigns: byCampaign,
    days: anyCampaign ? byPlatform : everyDay(byCampaign.days),
    compared: anyCampaign ? byPlatform : byCampaign,
    ads: { months: "ad_months", days: "performance" },
    regions: { months: "region_months", days: anyCampaign ? "region_days" : "region_performance" },
    ranIn: { months: "region_months", days: byRegion ? "region_performance" : "campaign_places" },
  };
}

function fromFacts({ byRegion }: Plan): Record<Target, Source> {
  const facts = everyDay("performance");
  const regions = everyDay("region_performance");
  const main = byRegion ? regions : facts;
  return { campaigns: main, days: main, compared: main, ads: facts, regions, ranIn: regions };
}
