import type { Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

export interface UserDraft {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Gives the id of each draft's user, creating those that are missing. The password of a user who has one is never touched. */
export type EnsureUsers = (drafts: readonly UserDraft[]) => Promise<string[]>;

export function openUsers(env: Env, log: Log): EnsureUsers {
  return async (drafts) => {
    const { internalAdapter, password } = await openBetterAuth(env, log).$context;
    const ids: string[] = [];
    for (const { email, name, password: secret } of drafts) {
      const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
      const user =
        found?.user ?? (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: "admin" }));
      ids.push(user.id);
      if (found?.accounts.some((account) => account.providerId === "credential")) continue;
      const hash = await password.hash(secret);
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: "credential",
        accountId: user.id,
        password: hash,
      });
    }
    return ids;
  };
}
