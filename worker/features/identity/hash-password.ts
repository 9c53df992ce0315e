import type { Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

/** The memory-hard hash that sign-in checks against. */
export type HashPassword = (password: string) => Promise<string>;

export function openHashPassword(env: Env, log: Log): HashPassword {
  return async (secret) => {
    const { password } = await openBetterAuth(env, log).$context;
    return password.hash(secret);
  };
}
