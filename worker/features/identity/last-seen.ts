import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { Caller } from "../../db/callers.ts";
import type { Sessions } from "../../db/sessions.ts";

/** A session's last use is known to so long. */
const coarseness = 5 * 60_000;

/** Gives the work of writing down that a session is in use; undefined when that was done lately. */
export type NoteSeen = (caller: Caller) => Promise<void> | undefined;

export function openLastSeen(sessions: Sessions, clock: Clock): NoteSeen {
  const noted = new BoundedCache<true>(2000, clock);
  return (caller) => {
    if (caller.kind !== "user" || caller.seenAt > clock() - coarseness || noted.get(caller.sessionId)) return undefined;
    noted.set(caller.sessionId, true, clock() + coarseness);
    return sessions.seen(caller.sessionId, clock() - coarseness);
  };
}
