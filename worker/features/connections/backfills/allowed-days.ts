import { longestBackfillDays } from "#contracts/backfills.ts";
import { connectionPlatformNames } from "#contracts/fields.ts";
import { platformFacts } from "#contracts/platform-facts.ts";
import type { Connection } from "../../../db/connections.ts";
import { dayIn } from "../../../zone-time.ts";
import { dayBefore, daysFromTo, monthsBefore } from "./slices.ts";

interface Wrong {
  readonly field: "from" | "to";
  readonly message: string;
}

/**
 * What is wrong with the days that a backfill is to read; undefined: nothing. None after the last success: those come with the next sync, and
 * a backfill that brought them would make a stale connection look as if it were not.
 */
export function wrongDays(
  { from, to }: { readonly from: string; readonly to: string },
  connection: Pick<Connection, "platform" | "lastSuccessAt">,
  timeZone: string,
  now: number,
): Wrong | undefined {
  const today = dayIn(timeZone, now);
  if (to > today) return { field: "to", message: `lies in the future; choose ${today} or a day before` };
  if (from > to) return { field: "from", message: `is after ${to}; choose that day or one before` };
  const synced = dayIn(timeZone, connection.lastSuccessAt ?? now);
  if (to > synced)
    return { field: "to", message: `is later than the last sync; choose ${synced} or a day before, or sync first` };
  const platform = connectionPlatformNames[connection.platform];
  const first = monthsBefore(today, platformFacts[connection.platform].historyMonths);
  if (from < first)
    return { field: "from", message: `is further back than ${platform} tells; choose ${first} or a day after` };
  const days = daysFromTo(from, to);
  if (days <= longestBackfillDays) return undefined;
  const nearest = new Date(Date.parse(dayBefore(to)) - (longestBackfillDays - 2) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return {
    field: "from",
    message: `makes ${days} days; ${longestBackfillDays} at most are read at once, so begin with ${nearest} and go on from there`,
  };
}
