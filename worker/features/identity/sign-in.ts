import { APIError } from "better-auth/api";
import type { Clock } from "../../clock.ts";
import type { Env } from "../../env.ts";
import { problem } from "../../http/problem.ts";
import type { Log } from "../../log.ts";
import { openBetterAuth } from "./better-auth.ts";
import type { SignInGuard } from "./sign-in-guard.ts";

export interface NewSession {
  readonly token: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly setCookies: readonly string[];
}

export type SignIn = (email: string, password: string, headers: Headers) => Promise<NewSession>;

/**
 * Checks e-mail and password and starts a session. An unknown e-mail and a wrong password answer alike and take alike (better-auth
 * hashes in both cases), and both count against the guard.
 */
export function openSignIn(env: Env, clock: Clock, log: Log): SignIn {
  return async (email, password, headers) => {
    const guard = await guardOf(env, email);
    const wait = await guard.admit(clock());
    if (wait !== null) {
      throw problem("rate-limited", {
        detail: "Too many failed sign-ins. Wait a while and try again.",
        headers: { "retry-after": String(wait) },
      });
    }
    const { response, headers: told } = await openBetterAuth(env, log)
      .api.signInEmail({ body: { email, password }, headers: clientHeaders(headers), returnHeaders: true })
      .catch((cause: unknown) => {
        if (cause instanceof APIError && cause.statusCode === 401) throw problem("wrong-credentials", { cause });
        throw cause;
      });
    await guard.succeeded();
    const { id, email: address, name } = response.user;
    return { token: response.token, user: { id, email: address, name }, setCookies: told.getSetCookie() };
  };
}

/** The guard's name is a hash, so that no e-mail stands in the list of objects. */
async function guardOf(env: Env, email: string): Promise<DurableObjectStub<SignInGuard>> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(email.trim().toLowerCase()));
  return env.SIGN_IN_GUARD.getByName(
    Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  );
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
