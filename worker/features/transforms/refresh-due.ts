import { hourIn, offsetMs } from "../../zone-time.ts";
import { isStale, type WorkingTime } from "../metrics/staleness.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Hour of the tenant's day at which its aggregates are made anew. */
export const aggregatesHour = 5;

/** Milliseconds since 1970; null: never. */
export interface LastRefresh {
  readonly generatedAt: number | null;
  readonly askedAt: number | null;
}

/**
 * Why a tenant without a transform under way is to be asked for one: the daily one at 05:00 of its time, or a snapshot that is stale. An
 * ask of the last hour is not repeated, so that data which the model refuses are not tried each minute.
 */
export function refreshDue({ generatedAt, askedAt }: LastRefresh, tenant: WorkingTime, now: number) {
  if (hourIn(tenant.timeZone, now) >= aggregatesHour && !askedToday(askedAt, tenant.timeZone, now)) return "daily";
  const asked = askedAt !== null && now - askedAt <= hourMs;
  return !asked && isStale(generatedAt ?? 0, now, tenant) ? "stale" : null;
}

/** By what the clocks on the wall show, so that a day of 23 or 25 hours has one such moment as well. */
function askedToday(askedAt: number | null, timeZone: string, now: number): boolean {
  if (askedAt === null) return false;
  const wall = now + offsetMs(timeZone, now);
  const today = Math.floor(wall / dayMs) * dayMs + aggregatesHour * hourMs;
  return askedAt + offsetMs(timeZone, askedAt) >= today;
}
