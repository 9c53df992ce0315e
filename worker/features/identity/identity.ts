import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { AuditDraft } from "../../db/audit.ts";
import { type Caller, type KeyCaller, openCallers, type PersonCaller } from "../../db/callers.ts";
import { type IdentityStore, openIdentityStore } from "../../db/identity.ts";
import { openOneTimeTokens } from "../../db/one-time-tokens.ts";
import { openDb } from "../../db/open.ts";
import { openRefreshTokens } from "../../db/refresh-tokens.ts";
import { openSessions, type Sessions } from "../../db/sessions.ts";
import { openSigningKeys } from "../../db/signing-keys.ts";
import { configOf, type Env } from "../../env.ts";
import type { Log } from "../../log.ts";
import { openSecretStore } from "../../secrets/secret-store.ts";
import { type AccessTokens, accessTokens } from "./access-token.ts";
import { sessionLife } from "./better-auth.ts";
import { type NoteSeen, openLastSeen } from "./last-seen.ts";
import { hashToken } from "./opaque-token.ts";
import { prolongSession } from "./prolong-session.ts";
import { sessionToken } from "./session-cookies.ts";
import { openKeyRing, type SigningKeys } from "./signing-keys.ts";

/** How long an isolate trusts what it read of a caller, for what only reads: a revoked one reads this long at most. */
const trustMs = 10_000;
const maxCached = 2000;

interface CookieSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly tenantId: string;
}

export interface CookieCaller {
  readonly caller: PersonCaller;
  /** Set-Cookie values when the session was prolonged. */
  readonly setCookies: readonly string[];
}

/** `fresh`: ask the database, whatever is remembered; for all that writes, exports or manages. */
export interface Identity {
  readonly store: IdentityStore;
  readonly tokens: AccessTokens;
  readonly keys: SigningKeys;
  readonly sessions: Sessions;
  readonly refreshTokens: ReturnType<typeof openRefreshTokens>;
  readonly oneTimeTokens: ReturnType<typeof openOneTimeTokens>;
  byBearer(token: string, fresh: boolean): Promise<PersonCaller | undefined>;
  byKey(secret: string, fresh: boolean): Promise<KeyCaller | undefined>;
  /** `headers`: of the request; its session cookie is looked at, signature and all. */
  byCookie(headers: Headers, fresh: boolean): Promise<CookieCaller | undefined>;
  readonly noteSeen: NoteSeen;
  /** Makes this isolate forget a session at once: it was ended or switched. */
  forget(sessionId: string): void;
  /** Ends a session of the person, and what came of it; false when they have no such session. */
  endSession(userId: string, sessionId: string, told: AuditDraft): Promise<boolean>;
  /** Ends all sessions of the person, but for `except`. */
  endSessions(userId: string, except: string | null, told: AuditDraft): Promise<void>;
  /** Makes this isolate forget a person at once: what they may do was changed. Others learn of it by the access version. */
  forgetUser(userId: string, except?: string | null): void;
}

/** Tells who calls. One object per isolate, so that its caches outlive a request. */
export function openIdentity(env: Env, clock: Clock, log: Log): Identity {
  const db = openDb(env);
  const store = openIdentityStore(db);
  const sessions = openSessions(db, clock);
  const config = configOf(env);
  const keys = openKeyRing(openSigningKeys(db), openSecretStore(config), clock);
  const callers = openCallers(db, clock);
  const tokens = accessTokens(keys, clock);
  const remembered = new BoundedCache<Caller>(maxCached, clock);
  const cookies = new BoundedCache<CookieSession>(maxCached, clock);
  /** The newest access version seen of each tenant: callers that were read under an older one are forgotten. */
  const versions = new BoundedCache<number>(maxCached, clock);

  async function recall<Who extends Caller>(
    key: string,
    fresh: boolean,
    read: () => Promise<Who | undefined>,
  ): Promise<Who | undefined> {
    const known = fresh ? undefined : (remembered.get(key) as Who | undefined);
    if (known && known.accessVersion >= (versions.get(known.tenantId) ?? 0)) return known;
    const caller = await read();
    if (!caller) {
      remembered.delete(key);
      return undefined;
    }
    remember(key, caller);
    return caller;
  }

  function remember(key: string, caller: Caller): void {
    const until = clock() + trustMs;
    remembered.set(key, caller, until);
    versions.set(caller.tenantId, Math.max(caller.accessVersion, versions.get(caller.tenantId) ?? 0), until);
  }

  const keyOf = ({ sessionId, userId, tenantId }: CookieSession) => `${sessionId} ${userId} ${tenantId}`;

  const person = (session: CookieSession, fresh: boolean) =>
    recall(keyOf(session), fresh, () => callers.person(session.sessionId, session.userId, session.tenantId));

  function forget(sessionId: string): void {
    remembered.deleteWhere((caller) => caller.kind === "user" && caller.sessionId === sessionId);
    cookies.deleteWhere((session) => session.sessionId === sessionId);
  }

  function forgetUser(userId: string, except: string | null = null): void {
    remembered.deleteWhere(
      (caller) => caller.kind === "user" && caller.user.id === userId && caller.sessionId !== except,
    );
    cookies.deleteWhere((session) => session.userId === userId && session.sessionId !== except);
  }

  return {
    store,
    tokens,
    keys,
    sessions,
    noteSeen: openLastSeen(sessions, clock),
    forget,
    forgetUser,
    refreshTokens: openRefreshTokens(db, clock),
    oneTimeTokens: openOneTimeTokens(db, clock),
    async byBearer(token, fresh) {
      const claims = await tokens.verify(token);
      return claims && person(claims, fresh);
    },

    async byKey(secret, fresh) {
      const hash = await hashToken(secret);
      const caller = await recall(hash, fresh, () => callers.key(hash));
      return caller && caller.key.expiresAt > clock() ? caller : undefined;
    },

    async byCookie(headers, fresh) {
      const cookie = headers.get("cookie") ?? "";
      // The whole header is the key: a switch of tenant changes a cookie, and so is seen at once in every isolate.
      const known = cookies.get(cookie);
      if (known) {
        const caller = await person(known, fresh);
        return caller && { caller, setCookies: [] };
      }
      const token = await sessionToken(config, cookie);
      const found = token === undefined ? undefined : await callers.bySessionToken(token);
      if (!found) return undefined;
      const { caller, expiresAt } = found;
      const session = { sessionId: caller.sessionId, userId: caller.user.id, tenantId: caller.tenantId };
      cookies.set(cookie, session, clock() + trustMs);
      remember(keyOf(session), caller);
      const age = clock() + sessionLife.expiresIn * 1000 - expiresAt;
      return { caller, setCookies: age < sessionLife.updateAge * 1000 ? [] : await prolongSession(env, log, cookie) };
    },

    async endSession(userId, sessionId, told) {
      const ended = await sessions.end(userId, sessionId, told);
      if (ended) forget(sessionId);
      return ended;
    },

    async endSessions(userId, except, told) {
      await sessions.endAll(userId, except, told);
      forgetUser(userId, except);
    },
  };
}
