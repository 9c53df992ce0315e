import { hourIn } from "../../zone-time.ts";

const staleAfterMs = 60 * 60_000;

export interface WorkingTime {
  readonly timeZone: string;
  /** Hours of the tenant's day: from ≤ hour < to; from after to goes past midnight. */
  readonly workingHours: { readonly from: number; readonly to: number };
}

/** Older than 60 minutes, and it is working time for the tenant. Outside working hours nothing is expected, so nothing is stale. */
export function isStale(at: number, now: number, tenant: WorkingTime): boolean {
  return now - at > staleAfterMs && isWorkingTime(now, tenant);
}

export function isWorkingTime(now: number, { timeZone, workingHours: { from, to } }: WorkingTime): boolean {
  const hour = hourIn(timeZone, now);
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}
