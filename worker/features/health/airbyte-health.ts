import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { Config } from "../../env.ts";

export interface PartHealth {
  readonly status: "ok" | "degraded" | "failed";
  readonly detail: string | null;
}

export type AirbyteHealth = () => Promise<PartHealth>;

const timeoutMs = 2000;
const cachedMs = 15_000;

/** Asks Airbyte's own health endpoint; one answer serves for 15 s, so that our callers cannot make us hammer it. */
export function openAirbyteHealth(config: Config, clock: Clock): AirbyteHealth {
  const cache = new BoundedCache<PartHealth>(1, clock);
  return async () => {
    const known = cache.get("airbyte");
    if (known) return known;
    const health = await ask(`${config.AIRBYTE_URL}/health`);
    cache.set("airbyte", health, clock() + cachedMs);
    return health;
  };
}

async function ask(url: string): Promise<PartHealth> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" });
    await response.body?.cancel();
    if (response.ok) return { status: "ok", detail: null };
    return { status: "failed", detail: `Airbyte answers ${response.status}` };
  } catch {
    return { status: "failed", detail: `Airbyte does not answer within ${timeoutMs / 1000} s` };
  }
}
