import type { Env } from "../../env.ts";
import type { SignedInUser } from "../../http/route.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

/** The person whose e-mail and password these are; undefined otherwise. */
export type SignIn = (email: string, password: string) => Promise<SignedInUser | undefined>;

interface Passwords {
  hash(password: string): Promise<string>;
  verify(given: { hash: string; password: string }): Promise<boolean>;
}

/**
 * Starts no session. An unknown e-mail, an account without a password and a wrong password cost alike: one read and one hash, which is what
 * takes the time. `counted` puts a test's hashes in the place of better-auth's.
 */
export function openSignIn(env: Env, log: Log, counted?: Passwords): SignIn {
  return async (email, secret) => {
    const { internalAdapter, password } = await openBetterAuth(env, log).$context;
    const passwords = counted ?? password;
    const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
    const hash = found?.accounts.find((account) => account.providerId === "credential")?.password;
    if (!found || !hash) {
      await passwords.hash(secret);
      return undefined;
    }
    if (!(await passwords.verify({ hash, password: secret }))) return undefined;
    const { id, email: address, name } = found.user;
    return { id, email: address, name };
  };
}
