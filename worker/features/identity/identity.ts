import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import { type Caller, type IdentityStore, openIdentityStore } from "../../db/identity.ts";
import { openDb } from "../../db/open.ts";
import { configOf, type Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { type AccessTokens, accessTokens } from "./access-token.ts";
import { openBetterAuth } from "./better-auth.ts";

/** How long an isolate trusts what it read of a session and a membership: a revoked one works this long at most. */
const trustMs = 10_000;
const maxCached = 2000;

interface CookieSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly tenantId: string;
}

export interface CookieCaller {
  readonly caller: Caller;
  /** Set-Cookie values when the session was prolonged. */
  readonly setCookies: readonly string[];
}

export interface Identity {
  readonly store: IdentityStore;
  readonly tokens: AccessTokens;
  byBearer(token: string): Promise<Caller | undefined>;
  /** `headers`: of the request; its session cookie is looked at, signature and all. */
  byCookie(headers: Headers): Promise<CookieCaller | undefined>;
  /** Makes this isolate forget a session at once: it was ended or switched. */
  forget(sessionId: string): void;
}

/** Tells who calls. One object per isolate, so that its caches outlive a request. */
export function openIdentity(env: Env, clock: Clock, log: Log): Identity {
  const store = openIdentityStore(openDb(env), clock);
  const tokens = accessTokens(configOf(env), clock);
  const callers = new BoundedCache<Caller>(maxCached, clock);
  const cookies = new BoundedCache<CookieSession>(maxCached, clock);

  async function find({ sessionId, userId, tenantId }: CookieSession): Promise<Caller | undefined> {
    const key = `${sessionId} ${tenantId}`;
    const known = callers.get(key);
    if (known) return known.user.id === userId ? known : undefined;
    const caller = await store.findCaller(sessionId, userId, tenantId);
    if (caller) callers.set(key, caller, clock() + trustMs);
    return caller;
  }

  return {
    store,
    tokens,
    async byBearer(token) {
      const claims = await tokens.verify(token);
      return claims && find(claims);
    },

    async byCookie(headers) {
      const cookie = headers.get("cookie") ?? "";
      // The whole header is the key: a switch of tenant changes a cookie, and so is seen at once in every isolate.
      const known = cookies.get(cookie);
      if (known) {
        const caller = await find(known);
        return caller && { caller, setCookies: [] };
      }
      const { response, headers: told } = await openBetterAuth(env, log).api.getSession({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      });
      const session = response?.session;
      if (!session?.activeTenantId) return undefined;
      const found = { sessionId: session.id, userId: session.userId, tenantId: session.activeTenantId };
      cookies.set(cookie, found, clock() + trustMs);
      const caller = await find(found);
      return caller && { caller, setCookies: told.getSetCookie() };
    },

    forget(sessionId) {
      callers.deleteWhere((caller) => caller.sessionId === sessionId);
      cookies.deleteWhere((session) => session.sessionId === sessionId);
    },
  };
}
