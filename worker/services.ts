import { type Clock, systemClock } from "./clock.ts";
import { openStores, type Stores } from "./db/open.ts";
import { type Config, configOf, type Env } from "./env.ts";
import { type Airbyte, openAirbyte } from "./features/connections/airbyte/airbyte.ts";
import { type AirbyteHealth, openAirbyteHealth } from "./features/health/airbyte-health.ts";
import { type Identity, openIdentity } from "./features/identity/identity.ts";
import { type Oidc, openOidc } from "./features/identity/oidc/oidc.ts";
import { openSecondFactor, type SecondFactors } from "./features/identity/second-factor.ts";
import { openSignIn, type SignIn } from "./features/identity/sign-in.ts";
import { openSignInGate, type SignInGate } from "./features/identity/sign-in-gate.ts";
import { openStartSession, type StartSession } from "./features/identity/start-session.ts";
import { type EnsureUsers, openUsers } from "./features/identity/users.ts";
import { createLog, type Log } from "./log.ts";
import { type Mailer, openMailer } from "./mail/mailer.ts";
import { openSecretStore, type SecretStore } from "./secrets/secret-store.ts";

/** What handlers and jobs work with. Made of the environment, so that they need no binding by name, and never D1 itself. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly snapshots: KVNamespace;
  readonly jobs: Queue<unknown>;
  readonly airbyte: Airbyte;
  readonly identity: Identity;
  readonly signIn: SignIn;
  readonly signInGate: SignInGate;
  readonly startSession: StartSession;
  readonly oidc: Oidc;
  readonly ensureUsers: EnsureUsers;
  readonly airbyteHealth: AirbyteHealth;
  readonly secrets: SecretStore;
  readonly secondFactors: SecondFactors;
  readonly mailer: Mailer;
}

/** One an isolate; `Stores` open D1, and only the app and the jobs hand them on. */
export function openServices(env: Env, clock: Clock = systemClock, log: Log = createLog()): Services & Stores {
  const config = configOf(env);
  return {
    config,
    clock,
    log,
    snapshots: env.SNAPSHOTS,
    jobs: env.JOBS,
    airbyte: openAirbyte({
      url: config.AIRBYTE_URL,
      clientId: config.AIRBYTE_CLIENT_ID,
      clientSecret: config.AIRBYTE_CLIENT_SECRET,
      embedded: config.AIRBYTE_EMBEDDED,
      clock,
    }),
    identity: openIdentity(env, clock, log),
    signIn: openSignIn(env, log),
    signInGate: openSignInGate(env, clock),
    startSession: openStartSession(env, log),
    oidc: openOidc(env, clock),
    ensureUsers: openUsers(env, log),
    airbyteHealth: openAirbyteHealth(config, clock),
    secrets: openSecretStore(config),
    secondFactors: openSecondFactor(env, clock, openSecretStore(config)),
    mailer: openMailer(config),
    ...openStores(env, clock),
  };
}
