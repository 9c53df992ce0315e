import type { SnapshotAge } from "../../db/tenants.ts";
import { isStale } from "../metrics/staleness.ts";

/** What is promised of snapshots: this share of transforms succeeds, and fewer tenants than that are stale. */
export const targets = { succeeding: 0.99, stale: 0.01 } as const;

type Standing = "ok" | "stale" | "missing" | "failed";

/** As the payload calls it: what has failed is not also called stale. */
export function standingOf({ generatedAt, lastEnded, ...tenant }: SnapshotAge, now: number): Standing {
  if (generatedAt === null) return "missing";
  if (lastEnded === "failed") return "failed";
  const workingHours = { from: tenant.workFrom, to: tenant.workTo };
  return isStale(generatedAt, now, { timeZone: tenant.timeZone, workingHours }) ? "stale" : "ok";
}

interface Ends {
  readonly succeeded: number;
  readonly failed: number;
}

/** The counters behind both promises, and why one is not kept. */
export function countersOf(ends: Ends, ages: readonly SnapshotAge[], now: number) {
  const standings = ages.map((age) => standingOf(age, now));
  const count = (standing: Standing) => standings.filter((each) => each === standing).length;
  const tenants = { ok: count("ok"), stale: count("stale"), missing: count("missing"), failed: count("failed") };
  const late = ages.filter(
    (age) => age.generatedAt !== null && standingOf({ ...age, lastEnded: null }, now) === "stale",
  );
  const ended = ends.succeeded + ends.failed;
  const succeeding = ended === 0 ? null : ends.succeeded / ended;
  const stale = ages.length === 0 ? null : late.length / ages.length;
  const broken = [
    (succeeding ?? 1) < targets.succeeding && `${ends.failed} of ${ended} transforms failed`,
    (stale ?? 0) >= targets.stale && `${late.length} of ${ages.length} tenants are stale`,
    tenants.missing > 0 && `${tenants.missing} of ${ages.length} tenants have no snapshot`,
    tenants.failed > 0 && `the last transform of ${tenants.failed} of ${ages.length} tenants failed`,
  ].filter((reason) => reason !== false);
  return {
    reason: broken.length === 0 ? null : broken.join("; "),
    runs: { ...ends, target: targets.succeeding, rate: succeeding },
    tenants: { ...tenants, target: targets.stale, rate: stale },
  };
}
