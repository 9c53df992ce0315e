import { dayIn } from "../../zone-time.ts";

const dayMs = 86_400_000;
export const keptWholeMs = dayMs;
export const keptDailyMs = 90 * dayMs;

export interface Dated {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly generatedAt: number;
}

/**
 * Why each snapshot is kept, leaving aside which is current and who pins it: all of the last 24 hours, and of each day of the last 90 (in the
 * tenant's time zone) the last one. Any other is `expiring`.
 */
export function keptFor(snapshots: readonly Dated[], now: number, timeZone: string) {
  const dayOf = ({ generatedAt }: Dated) => dayIn(timeZone, generatedAt);
  const lastOfDay = new Map<string, Dated>();
  for (const snapshot of snapshots) {
    const known = lastOfDay.get(dayOf(snapshot));
    if (!known || isLater(snapshot, known)) lastOfDay.set(dayOf(snapshot), snapshot);
  }
  return new Map(
    snapshots.map((snapshot) => {
      const age = now - snapshot.generatedAt;
      if (age < keptWholeMs) return [snapshot.id, "recent"] as const;
      const isDaily = age < keptDailyMs && lastOfDay.get(dayOf(snapshot)) === snapshot;
      return [snapshot.id, isDaily ? "daily" : "expiring"] as const;
    }),
  );
}

const isLater = (a: Dated, b: Dated) => (a.generatedAt === b.generatedAt ? a.id > b.id : a.generatedAt > b.generatedAt);
