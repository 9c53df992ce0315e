import type { Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";

export interface StartedSession {
  readonly sessionId: string;
  /** Set-Cookie values. */
  readonly setCookies: readonly string[];
}

/** Starts a session of a person who has shown who they are; `headers`: of their request. `enter` gives it a tenant. */
export type StartSession = (userId: string, headers: Headers) => Promise<StartedSession>;

export function openStartSession(env: Env, log: Log): StartSession {
  return async (userId, headers) => {
    const { response, headers: told } = await openBetterAuth(env, log).api.startSession({
      body: { userId },
      headers: clientHeaders(headers),
      returnHeaders: true,
    });
    return { sessionId: response.sessionId, setCookies: told.getSetCookie() };
  };
}

/** What better-auth keeps with a session. No cookie: a sign-in starts afresh. */
function clientHeaders(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ["user-agent", "cf-connecting-ip"]) {
    const value = headers.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}
