import { type Clock, systemClock } from "./clock.ts";
import { openStores, type Stores } from "./db/open.ts";
import { type Config, configOf, type Env } from "./env.ts";

/** What handlers and jobs work with. Made of the environment, so that they need no binding by name, and never D1 itself. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly snapshots: KVNamespace;
  readonly jobs: Queue<unknown>;
}

export function openServices(env: Env, clock: Clock = systemClock): Services & Stores {
  return { config: configOf(env), clock, snapshots: env.SNAPSHOTS, jobs: env.JOBS, ...openStores(env, clock) };
}
