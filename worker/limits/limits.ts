import { BoundedCache } from "../bounded-cache.ts";
import type { Clock } from "../clock.ts";
import { errorFields, type Log } from "../log.ts";
import { type Lease, leaseFor, standingOf, windowMs } from "./lease.ts";
import type { Grant, RateCounter } from "./rate-counter.ts";

/** How many requests a minute one of a kind may make. */
export interface Policy {
  readonly name: "ip" | "auth" | "user" | "key" | "tenant" | "probe";
  readonly limit: number;
}

/** Where one stands with a policy after a request. */
export interface Standing {
  readonly policy: Policy;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until all of the limit is there again. */
  readonly reset: number;
}

export interface Limits {
  /** Counts one request of `who`. Null when the counter does not answer: then nobody is kept out. */
  take(policy: Policy, who: string, waitUntil: (work: Promise<unknown>) => void): Promise<Standing | null>;
}

const maxLeases = 10_000;
const patienceMs = 5000;
/** A request that asks may be cut off by its client: after this long another asks too. */
const takenForLostMs = 1000;
/** After a counter failed, this long nobody asks it, and everybody passes. */
const openMs = 5000;

/**
 * One an isolate. It leases a share of the window's permits at a time and spends them from memory, so a request asks the counter (a Durable
 * Object) only when it is the first of its window here; later shares are fetched ahead of need.
 */
export function openLimits(counters: DurableObjectNamespace<RateCounter>, clock: Clock, log: Log): Limits {
  const leases = new BoundedCache<Lease>(maxLeases, clock);

  function leaseOf(policy: Policy, who: string): Lease {
    const window = Math.floor(clock() / windowMs);
    const key = `${policy.name} ${who}`;
    const known = leases.get(key);
    if (known?.window === window && known.limit === policy.limit) return known;
    const lease = leaseFor(window, policy.limit);
    leases.set(key, lease, (window + 1) * windowMs);
    return lease;
  }

  async function ask(lease: Lease, policy: Policy, who: string): Promise<void> {
    lease.askedUntil = clock() + takenForLostMs;
    try {
      const counter = counters.getByName(await nameOf(policy, who));
      const grant = await inTime(counter.grant(lease.window, lease.share, lease.limit));
      lease.permits += grant.given;
      lease.left = Math.min(lease.left, grant.left);
    } catch (error) {
      lease.openUntil = clock() + openMs;
      log.error("rate-counter-failed", { kind: policy.name, ...errorFields(error) });
    }
    lease.askedUntil = 0;
  }

  return {
    async take(policy, who, waitUntil) {
      for (let pause = 1; ; pause = Math.min(16, pause * 2)) {
        const now = clock();
        const lease = leaseOf(policy, who);
        if (lease.permits > 0) {
          lease.permits -= 1;
          if (lease.permits * 2 < lease.share && lease.left > 0 && lease.askedUntil <= now)
            waitUntil(ask(lease, policy, who));
          return { policy, allowed: true, ...standingOf(lease, now) };
        }
        if (lease.left === 0) return { policy, allowed: false, ...standingOf(lease, now) };
        if (lease.openUntil > now) return null;
        // What one request awaits must not be awaited by another: each waits by a timer of its own for what the one brings.
        if (lease.askedUntil > now) await scheduler.wait(pause);
        else await ask(lease, policy, who);
      }
    },
  };
}

async function inTime(grant: Promise<Grant>): Promise<Grant> {
  const late = scheduler.wait(patienceMs).then(() => {
    throw new Error(`The rate counter did not answer within ${patienceMs} ms`);
  });
  return Promise.race([grant, late]);
}

/** A hash, so that no address stands in the list of objects. */
async function nameOf(policy: Policy, who: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${policy.name} ${who}`));
  return new Uint8Array(digest).toHex();
}
