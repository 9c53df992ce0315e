import type { Env } from "../../env.ts";
import type { SignedInUser } from "../../http/route.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

/** The person whose e-mail and password these are; undefined otherwise. */
export type SignIn = (email: string, password: string) => Promise<SignedInUser | undefined>;

/**
 * Starts no session. An unknown e-mail, an account without a password and a wrong password cost alike: one read and one hash, which is what
 * takes the time.
 */
export function openSignIn(env: Env, log: Log): SignIn {
  return async (email, secret) => {
    const { internalAdapter, password } = await openBetterAuth(env, log).$context;
    const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
    const hash = found?.accounts.find((account) => account.providerId === "credential")?.password;
    if (!found || !hash) {
      await password.hash(secret);
      return undefined;
    }
    if (!(await password.verify({ hash, password: secret }))) return undefined;
    const { id, email: address, name } = found.user;
    return { id, email: address, name };
  };
}
