import type { SignedIn, TenantSummary } from "#contracts/auth.ts";
import type { AuditDraft } from "../../db/audit.ts";
import type { MembershipView } from "../../db/identity.ts";
import { type Reply, reply } from "../../http/reply.ts";
import type { BaseContext, SignedInUser } from "../../http/route.ts";
import { accessTokenSeconds } from "./access-token.ts";
import { hashToken, makeToken } from "./opaque-token.ts";
import { freshnessCookie } from "./session-cookies.ts";

const day = 24 * 60 * 60_000;
export const refreshLifetime = 7 * day;
/** How many tenants an answer lists; /api/tenants/ finds the rest. */
export const listedTenants = 100;

/** Makes `active` the tenant the session works in, and answers with tokens bound to it. `told` goes to the audit log in the same batch. */
export async function enter(
  c: BaseContext,
  sessionId: string,
  user: SignedInUser,
  active: MembershipView,
  setCookies: readonly string[],
  told: readonly AuditDraft[] = [],
): Promise<Reply> {
  const { identity, config } = c.services;
  const refresh = makeToken("refresh");
  const hash = await hashToken(refresh);
  const expiresAt = c.clock() + refreshLifetime;
  const [body] = await Promise.all([
    signedIn(c, sessionId, user, active, refresh),
    identity.sessions.enter({ hash, sessionId, userId: user.id, tenantId: active.id, expiresAt }, told),
  ]);
  identity.forget(sessionId);
  const cookies = [...setCookies, freshnessCookie(config)];
  return reply({
    body,
    headers: cookies.map((cookie): [string, string] => ["set-cookie", cookie]),
  });
}

/** The answer to whoever signed in, switched or refreshed. `refresh`: the token just made. */
export async function signedIn(
  c: BaseContext,
  sessionId: string,
  user: SignedInUser,
  active: MembershipView,
  refresh: string,
): Promise<SignedIn> {
  const { store, tokens } = c.services.identity;
  const tenants = await store.tenantsOf(user.id, { search: "", after: null, limit: listedTenants });
  return {
    access: await tokens.sign({ userId: user.id, tenantId: active.id, sessionId }),
    refresh,
    expires_in: accessTokenSeconds,
    user,
    tenant: summary(active),
    tenants: tenants.map(summary),
  };
}

export function summary({ timeZone, ...rest }: MembershipView): TenantSummary {
  return { ...rest, time_zone: timeZone };
}
