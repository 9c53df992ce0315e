import type { RefreshToken } from "../../db/refresh-tokens.ts";
import { type ProblemError, problem } from "../../http/problem.ts";
import type { BaseContext } from "../../http/route.ts";
import { type Actor, nobody } from "../../http/trace.ts";
import { hashToken, kindOf } from "./opaque-token.ts";

/** The row of a refresh token that is still good. Otherwise throws the problem that says what is wrong; a used one ends its session. */
export async function readRefreshToken(c: BaseContext, token: string): Promise<RefreshToken> {
  const { refreshTokens, sessions } = c.services.identity;
  const kind = kindOf(token);
  if (!kind) throw problem("token-unknown", "This is not a whole refresh token: it is adr_ and 43 characters.");
  if (kind !== "refresh")
    throw problem("token-foreign", "This token is for something else. A refresh token begins with adr_.");
  const row = await refreshTokens.find(await hashToken(token));
  if (!row) throw problem("token-unknown", "There is no such refresh token. Sign in again.");
  if (row.revokedAt !== null) throw problem("token-revoked", "The session of this token has ended. Sign in again.");
  if (row.usedAt !== null) {
    const user = await sessions.person(row.userId);
    throw await reused(c, row, user ? { kind: "user", id: user.id, label: user.email } : nobody);
  }
  if (row.expiresAt <= c.clock()) throw problem("token-expired", "This refresh token has expired. Sign in again.");
  return row;
}

/** Ends the session that the token is of: it was used before, so somebody else has it too. The audit log is told once. */
export async function reused(
  c: BaseContext,
  { sessionId, userId, tenantId }: Pick<RefreshToken, "sessionId" | "userId" | "tenantId">,
  actor: Actor,
): Promise<ProblemError> {
  const target = { kind: "session", id: sessionId, label: null };
  const told = c.trace("session.refresh-reused", { actor, tenantId, target });
  await c.services.identity.endSession(userId, sessionId, told);
  return problem(
    "token-used",
    "This refresh token was used before: somebody else may have it, so the session was ended. Sign in again.",
  );
}
