import { type Clock, systemClock } from "./clock.ts";
import { openStores, type Stores } from "./db/open.ts";
import type { OutboxMessage } from "./db/outbox.ts";
import { type Config, configOf, type Env } from "./env.ts";
import { type Airbyte, openAirbyte } from "./features/connections/airbyte/airbyte.ts";
import { type AirbyteHealth, openAirbyteHealth } from "./features/health/airbyte-health.ts";
import { type AccountService, openAccountService } from "./features/identity/account.ts";
import { type HashPassword, openHashPassword } from "./features/identity/hash-password.ts";
import { type Identity, openIdentity } from "./features/identity/identity.ts";
import { type Oidc, openOidc } from "./features/identity/oidc/oidc.ts";
import { openSecondFactor, type SecondFactors } from "./features/identity/second-factor.ts";
import { openSignIn, type SignIn } from "./features/identity/sign-in.ts";
import { openSignInGate, type SignInGate } from "./features/identity/sign-in-gate.ts";
import { openStartSession, type StartSession } from "./features/identity/start-session.ts";
import { type EnsureUsers, openUsers } from "./features/identity/users.ts";
import { type KeyUse, openKeyUse } from "./features/keys/key-use.ts";
import { demoStore } from "./features/snapshots/demo-store.ts";
import type { SnapshotStore } from "./features/snapshots/reader.ts";
import { deliver } from "./jobs/deliver.ts";
import { type Limits, openLimits } from "./limits/limits.ts";
import { createLog, type Log } from "./log.ts";
import { type Mailer, openMailer } from "./mail/mailer.ts";
import { openSecretStore, type SecretStore } from "./secrets/secret-store.ts";

/** What handlers and jobs work with. Made of the environment, so that they need no binding by name, and never D1 itself. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly snapshots: KVNamespace;
  /** Values of the demo dataset's snapshot. */
  readonly demo: SnapshotStore;
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
  readonly limits: Limits;
  readonly keyUse: KeyUse;
  readonly secondFactors: SecondFactors;
  readonly mailer: Mailer;
  readonly accounts: AccountService;
  readonly hashPassword: HashPassword;
  /** Hands outbox messages to the queue. Never throws: what cannot be sent now, Cron sends. */
  readonly deliver: (messages: readonly OutboxMessage[]) => Promise<void>;
}

/** One an isolate; `Stores` open D1, and only the app and the jobs hand them on. */
export function openServices(env: Env, clock: Clock = systemClock, log: Log = createLog()): Services & Stores {
  const config = configOf(env);
  const stores = openStores(env, clock);
  return {
    config,
    clock,
    log,
    snapshots: env.SNAPSHOTS,
    demo: demoStore(env.ASSETS),
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
    limits: openLimits(env.RATE_COUNTER, clock, log),
    keyUse: openKeyUse(stores, clock, log),
    secondFactors: openSecondFactor(env, clock, openSecretStore(config)),
    mailer: openMailer(config),
    accounts: openAccountService(env, clock, log),
    hashPassword: openHashPassword(env, log),
    deliver: (messages) => deliver({ jobs: env.JOBS, clock, log, system: stores.system }, messages),
    ...stores,
  };
}
