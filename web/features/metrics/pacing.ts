import type { Combined } from "#contracts/metrics.ts";
import type { Tone } from "../../ui/badge.tsx";

export interface Pace {
  /** Spent so far and projected, as fractions of the budget; null where there is no budget. */
  spent: number | null;
  projected: number | null;
  label: string;
  tone: Tone;
}

/** Within a tenth of the budget at the end of the month counts as on pace. */
const tolerance = 0.1;

export function paceOf(row: Combined["budget"][number]): Pace {
  if (row.monthlyBudget <= 0) return { spent: null, projected: null, label: "No budget", tone: "neutral" };
  const spent = row.spendToDate / row.monthlyBudget;
  const projected = row.projectedSpend / row.monthlyBudget;
  if (spent > 1) return { spent, projected, label: "Over budget", tone: "bad" };
  if (projected > 1 + tolerance) return { spent, projected, label: "Heading over", tone: "warn" };
  if (projected < 1 - tolerance) return { spent, projected, label: "Heading under", tone: "neutral" };
  return { spent, projected, label: "On pace", tone: "good" };
}
