import type { Combined } from "#contracts/metrics.ts";
import type { Loaded } from "../load.ts";
import type { Plan } from "../plan.ts";
import type { Scanned } from "../scan.ts";
import { dayText } from "../slice/days.ts";
import { ratio } from "../totals.ts";
import { parishesOf } from "./region-names.ts";

const units = (micros: number) => micros / 1_000_000;

/**
 * Budgets of the campaigns that pass the filters; with a region filter, of those that ran there. They are of the month that the snapshot
 * was made in, whatever the period. `pacingPercent` is the projected spend in percent of the budget.
 */
export function budgetSection(loaded: Loaded, plan: Plan, scanned: Scanned): Combined["budget"] {
  const { budgets, campaigns, regions } = loaded;
  if (!budgets) return [];
  const passes = (campaign: number) => {
    if (scanned.campaignFilter && scanned.campaignFilter[campaign] === 0) return false;
    return !plan.byRegion || scanned.ranIn.regionsOf(campaign).length > 0;
  };
  return Array.from(budgets.id, (id, row) => ({ id, row, campaign: budgets.campaign[row]! }))
    .filter(({ campaign }) => passes(campaign))
    .map(({ id, row, campaign }) => ({
      id,
      campaignName: campaigns.name[campaign]!,
      platform: campaigns.platform[campaign]!,
      parishes: parishesOf(campaign, scanned.ranIn, regions),
      monthlyBudget: units(budgets.monthlyMicros[row]!),
      spendToDate: units(budgets.spentMicros[row]!),
      projectedSpend: units(budgets.projectedMicros[row]!),
      pacingPercent: ratio(budgets.projectedMicros[row]! * 100, budgets.monthlyMicros[row]!),
      startDate: dayText(budgets.startDay[row]!),
      endDate: dayText(budgets.endDay[row]!),
    }));
}
