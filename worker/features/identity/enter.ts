import type { SignedIn, TenantSummary } from "#contracts/auth.ts";
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

/** Makes `active` the tenant the session works in, and answers with tokens bound to it. */
export async function enter(
  c: BaseContext,
  sessionId: string,
  user: SignedInUser,
  active: MembershipView,
  setCookies: readonly string[],
): Promise<Reply> {
  const { identity, config } = c.services;
  const tenants = await identity.store.tenantsOf(user.id, { search: "", after: null, limit: listedTenants });
  await identity.store.setActiveTenant(sessionId, active.id);
  identity.forget(sessionId);
  const refresh = makeToken("refresh");
  await identity.refreshTokens.add({
    hash: await hashToken(refresh),
    sessionId,
    userId: user.id,
    tenantId: active.id,
    expiresAt: c.clock() + refreshLifetime,
  });
  const body: SignedIn = {
    access: await identity.tokens.sign({ userId: user.id, tenantId: active.id, sessionId }),
    refresh,
    expires_in: accessTokenSeconds,
    user,
    tenant: summary(active),
    tenants: tenants.map(summary),
  };
  const cookies = [...setCookies, freshnessCookie(config)];
  return reply({ body, headers: cookies.map((cookie): [string, string] => ["set-cookie", cookie]) });
}

export function summary({ timeZone, ...rest }: MembershipView): TenantSummary {
  return { ...rest, time_zone: timeZone };
}
