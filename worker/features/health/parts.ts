import type { SnapshotAge } from "../../db/tenants.ts";
import { isStale } from "../metrics/staleness.ts";
import type { PartHealth } from "./airbyte-health.ts";

const ok: PartHealth = { status: "ok", detail: null };

/** `heard`: when a part that reports by itself last did. Never heard of is not yet a failure: it may be starting. */
export function reporting(what: string, heard: number | null, now: number, withinSeconds: number): PartHealth {
  if (heard === null) return { status: "degraded", detail: `${what} has not reported yet` };
  const silent = Math.round((now - heard) / 1000);
  if (silent <= withinSeconds) return ok;
  return { status: "failed", detail: `${what} last reported ${silent} s ago` };
}

export function snapshotHealth(ages: readonly SnapshotAge[], now: number): PartHealth {
  const missing = ages.filter((age) => age.generatedAt === null).length;
  const stale = ages.filter(({ generatedAt, timeZone, workFrom, workTo }) => {
    if (generatedAt === null) return false;
    return isStale(generatedAt, now, { timeZone, workingHours: { from: workFrom, to: workTo } });
  }).length;
  if (missing + stale === 0) return ok;
  return { status: "degraded", detail: `of ${ages.length} tenants, ${missing} without a snapshot, ${stale} stale` };
}
