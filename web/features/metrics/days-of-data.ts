import type { Combined } from "#contracts/metrics.ts";
import { addDays } from "../../lib/day.ts";
import type { Period } from "./periods.ts";

/** The newest 30 days that have data, when the period that was asked for lies outside of them; else null. */
export function daysOfData(coverage: Combined["coverage"], asked: Combined["period"]): Period | null {
  if (!coverage) return null;
  const overlaps = asked && asked.startDate <= coverage.endDate && asked.endDate >= coverage.startDate;
  if (overlaps) return null;
  const from = addDays(coverage.endDate, -29);
  return { from: from < coverage.startDate ? coverage.startDate : from, to: coverage.endDate };
}
