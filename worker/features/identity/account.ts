import type { Clock } from "../../clock.ts";
import { openAccounts } from "../../db/accounts.ts";
import { openMailLinks } from "../../db/mail-links.ts";
import { openDb } from "../../db/open.ts";
import type { Env } from "../../env.ts";
import { problem } from "../../http/problem.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";
import type { Try } from "./sign-in-gate.ts";

export type AccountService = ReturnType<typeof openAccountService>;

/** What a person's account is: name, address, password, and the links that mail carries. */
export function openAccountService(env: Env, clock: Clock, log: Log) {
  const db = openDb(env);
  const guard = (userId: string) => env.SIGN_IN_GUARD.getByName(`own ${userId}`);

  return {
    ...openAccounts(db, clock),
    links: openMailLinks(db, clock),

    async matches(hash: string, password: string): Promise<boolean> {
      const { password: passwords } = await openBetterAuth(env, log).$context;
      return passwords.verify({ hash, password });
    },

    /** Counts a try of somebody signed in to show again who they are, before it is looked at. Throws when there were too many. */
    async admitOwner(userId: string): Promise<Try> {
      const { wait, locks } = await guard(userId).admit(clock());
      if (wait === null) return { locks, succeeded: () => guard(userId).forget() };
      const detail = `Too many wrong tries: wait ${wait === 1 ? "a second" : `${wait} seconds`}, then try again.`;
      throw problem("rate-limited", { detail, headers: { "retry-after": String(wait) } });
    },

    forgetTries: (userId: string): Promise<void> => guard(userId).forget(),
  };
}
