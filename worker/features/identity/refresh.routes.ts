import * as contract from "#contracts/auth.ts";
import { problem } from "../../http/problem.ts";
import { publicRoute } from "../../http/route.ts";
import { refreshLifetime, signedIn } from "./enter.ts";
import { personAs } from "./let-in.ts";
import { hashToken, makeToken } from "./opaque-token.ts";
import { readRefreshToken, reused } from "./refresh-token.ts";

/**
 * Rotates without a grace: of two uses of one token, also at the same moment, the second ends the session, for nobody can tell which of the two
 * is the thief. A client therefore refreshes in one place and keeps the new token before it uses it.
 */
const refresh = publicRoute(contract.refresh, async (c) => {
  const { identity } = c.services;
  const { hash, sessionId, userId, tenantId } = await readRefreshToken(c, c.body.refresh);
  const session = await identity.sessions.current(userId, sessionId);
  if (!session) throw problem("token-revoked", "The session of this token has ended. Sign in again.");
  const active = await identity.store.tenantOf(userId, tenantId);
  if (!active)
    throw problem("forbidden", "You no longer belong to the tenant of this token. Sign in again to enter another.");
  const next = makeToken("refresh");
  const expiresAt = c.clock() + refreshLifetime;
  const rotated = await identity.refreshTokens.rotate(hash, {
    hash: await hashToken(next),
    sessionId,
    userId,
    tenantId,
    expiresAt,
  });
  if (!rotated) throw await reused(c, { sessionId, userId, tenantId }, personAs(session.user));
  return signedIn(c, sessionId, session.user, active, next);
});

export const routes = [refresh];
