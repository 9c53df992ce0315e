import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { KeyCaller } from "../../db/callers.ts";
import type { Stores } from "../../db/open.ts";
import { errorFields, type Log } from "../../log.ts";

const minuteMs = 60_000;

/** Writes down that a key was used. To be handed to waitUntil. */
export type KeyUse = (caller: KeyCaller) => Promise<void> | undefined;

/** To the minute, and so at most once a minute per key and isolate; undefined when this minute was written already. */
export function openKeyUse({ openTenant }: Stores, clock: Clock, log: Log): KeyUse {
  const written = new BoundedCache<true>(2000, clock);
  return ({ tenantId, key }) => {
    const minute = Math.floor(clock() / minuteMs) * minuteMs;
    if (written.get(key.id)) return undefined;
    written.set(key.id, true, minute + minuteMs);
    return openTenant(tenantId)
      .apiKeys.used(key.id, minute)
      .catch((error: unknown) => log.warn("key-use-not-written", { key_id: key.id, ...errorFields(error) }));
  };
}
