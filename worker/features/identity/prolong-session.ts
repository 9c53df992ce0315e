import type { Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

/** Lets better-auth put the end of the cookie's session off, when it is time; gives the Set-Cookie values. */
export async function prolongSession(env: Env, log: Log, cookie: string): Promise<string[]> {
  const { headers } = await openBetterAuth(env, log).api.getSession({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  });
  return headers.getSetCookie();
}
