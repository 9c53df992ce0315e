import type { Clock } from "../../clock.ts";
import { configOf, type Env } from "../../env.ts";
import { type ProblemError, problem } from "../../http/problem.ts";
import { accountOf, deviceCookie, knownDevice } from "./device-cookie.ts";
import type { Verdict } from "./tries.ts";

/** A try that was let through and counted. */
export interface Try {
  /** It is the last one: unless it succeeds, no more are let through for a while. */
  readonly locks: boolean;
  /** Takes it and those before it off the count. */
  succeeded(): Promise<void>;
}

export interface SignInGate {
  /** Counts a try to sign in, before its password is looked at. Throws when there were too many. */
  admit(email: string, headers: Headers): Promise<Try>;
  /** The same for codes of the second factor. */
  admitCode(email: string, headers: Headers): Promise<Try>;
  /** Opens a locked account: its owner has shown who they are by another way. */
  open(email: string): Promise<void>;
  /** Set-Cookie value that makes this browser known to the account, so that tries of others do not lock it out. */
  deviceCookie(email: string, headers: Headers): Promise<string>;
}

/**
 * Who may try to sign in. Tries are counted per account, by a hash of the e-mail and whether or not there is such an account; those of a browser
 * that is known to it by themselves.
 */
export function openSignInGate(env: Env, clock: Clock): SignInGate {
  const config = configOf(env);
  const guard = (name: string) => env.SIGN_IN_GUARD.getByName(name);

  async function admit(step: "" | "code ", email: string, headers: Headers): Promise<Try> {
    const account = await accountOf(email);
    const device = await knownDevice(config, headers, account, clock());
    const counter = guard(device ? `${step}${account} ${device}` : `${step}${account}`);
    const verdict = await counter.admit(clock());
    if (verdict.wait !== null) throw refused(verdict, verdict.wait);
    return { locks: verdict.locks, succeeded: () => counter.forget() };
  }

  return {
    admit: (email, headers) => admit("", email, headers),
    admitCode: (email, headers) => admit("code ", email, headers),
    async open(email) {
      const account = await accountOf(email);
      await Promise.all([guard(account).forget(), guard(`code ${account}`).forget()]);
    },
    deviceCookie: async (email, headers) => deviceCookie(config, headers, await accountOf(email), clock()),
  };
}

function refused({ locks }: Verdict, wait: number): ProblemError {
  const headers = { "retry-after": String(wait) };
  if (!locks)
    return problem("rate-limited", {
      detail: `Too many wrong tries one after another: wait ${wait === 1 ? "a second" : `${wait} seconds`}, then try again.`,
      headers,
    });
  const minutes = Math.ceil(wait / 60);
  return problem("account-locked", {
    detail: `Too many wrong tries: sign-in with this address is closed for ${minutes === 1 ? "a minute" : `${minutes} minutes`}. A browser that signed in before is not held up by others, and setting a new password by mail opens it at once.`,
    headers,
  });
}
