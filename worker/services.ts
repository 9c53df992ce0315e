import { type Clock, systemClock } from "./clock.ts";
import { openStores, type Stores } from "./db/open.ts";
import { type Config, configOf, type Env } from "./env.ts";
import { type Identity, openIdentity } from "./features/identity/identity.ts";
import { openSignIn, type SignIn } from "./features/identity/sign-in.ts";
import { createLog, type Log } from "./log.ts";

/** What handlers and jobs work with. Made of the environment, so that they need no binding by name, and never D1 itself. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly snapshots: KVNamespace;
  readonly jobs: Queue<unknown>;
  readonly identity: Identity;
  readonly signIn: SignIn;
}

/** One an isolate; `Stores` open D1, and only the app and the jobs hand them on. */
export function openServices(env: Env, clock: Clock = systemClock, log: Log = createLog()): Services & Stores {
  return {
    config: configOf(env),
    clock,
    log,
    snapshots: env.SNAPSHOTS,
    jobs: env.JOBS,
    identity: openIdentity(env, clock, log),
    signIn: openSignIn(env, clock, log),
    ...openStores(env, clock),
  };
}
