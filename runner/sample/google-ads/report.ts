import { datesBetween } from "../world/calendar.ts";
import { asReported } from "../world/restatement.ts";
import { add, noSums, type Sums } from "../world/sums.ts";
import type { SampleAccount } from "../world/tenants.ts";
import type { Moment } from "../world/truth.ts";
import type { World } from "../world/world.ts";
import { cellsOf } from "./cells.ts";
import { metrics } from "./metrics.ts";
import type { Plan } from "./plan.ts";
import { idOf, resources, type Subject, subjectOf } from "./resources.ts";
import { segmentsOf } from "./segments.ts";
import { type Fields, holds, inOrder } from "./values.ts";

interface Group {
  readonly subject: Subject;
  readonly segments: Fields;
  readonly sums: Sums;
}

/**
 * The rows of a query about one account. With segments, there is a row for what happened; without, for every object. Campaigns that
 * Google runs by itself have no ad groups and no ads: their rows end at the campaign.
 */
export function rowsOf(world: World, account: SampleAccount, moment: Moment, plan: Plan): Fields[] {
  const known = new Map<string, Fields>();
  const aboutOf = (subject: Subject): Fields => {
    const kept = known.get(idOf(subject));
    if (kept) return kept;
    const made = Object.assign({}, ...plan.resources.map((name) => resources[name]!.fields(subject, moment)));
    known.set(idOf(subject), made);
    return made;
  };
  const rows = groupsOf(world, account, moment, plan)
    .map(({ subject, segments, sums }): Fields => ({ ...aboutOf(subject), ...segments, ...measured(plan, sums) }))
    .filter((row) => plan.rowConditions.every((condition) => holds(condition, row[condition.field])))
    .sort(inOrder(plan.orderBy));
  return plan.limit === null ? rows : rows.slice(0, plan.limit);
}

const measured = (plan: Plan, sums: Sums): Fields =>
  Object.fromEntries(plan.metrics.map((name) => [name, metrics[name]!(sums)]));

function groupsOf(world: World, account: SampleAccount, moment: Moment, plan: Plan): Group[] {
  const groups = new Map<string, Group>();
  const isHidden = plan.level === "adGroup" || plan.level === "ad";
  if (plan.segments.length === 0) {
    for (const subject of subjectsOf(world, account, moment, plan))
      groups.set(idOf(subject), { subject, segments: {}, sums: noSums() });
  }
  for (const date of datesOf(plan, moment)) {
    for (const final of world.deliveries(account, date)) {
      if (isHidden && final.ad.adSet.campaign.opaque) continue;
      const subject = subjectOf(final.ad, plan.level);
      for (const cell of cellsOf(asReported(final, moment.today, moment.restatements), plan.cuts)) {
        const values = plan.segments.map((name) => [name, segmentsOf[plan.from]![name]!.of(cell)] as const);
        const key = [idOf(subject), ...values.map(([, value]) => value)].join(" ");
        const group = groups.get(key) ?? { subject, segments: Object.fromEntries(values), sums: noSums() };
        groups.set(key, group);
        add(group.sums, cell.sums);
      }
    }
  }
  return [...groups.values()];
}

/** Without a condition on the date the numbers are those of all time; without numbers and segments no day is looked at. */
function datesOf(plan: Plan, { firstDay, today }: Moment): string[] {
  if (plan.segments.length === 0 && plan.metrics.length === 0) return [];
  const { from, to } = plan.dates ?? { from: firstDay, to: today };
  return datesBetween(from < firstDay ? firstDay : from, to > today ? today : to);
}

function subjectsOf(world: World, account: SampleAccount, moment: Moment, plan: Plan): Subject[] {
  if (plan.level === "customer") return [{ account }];
  const campaigns = world.campaigns(account);
  if (plan.level === "campaign") return campaigns.map((campaign) => ({ account, campaign }));
  return campaigns
    .filter((campaign) => !campaign.opaque)
    .flatMap((campaign) => world.ads(campaign, moment.firstDay, moment.today))
    .map((ad) => subjectOf(ad, plan.level));
}
