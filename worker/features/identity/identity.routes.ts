import * as contract from "#contracts/auth.ts";
import { capabilitiesOf } from "#contracts/capabilities.ts";
import type { MembershipView } from "../../db/identity.ts";
import { problem } from "../../http/problem.ts";
import { type Reply, reply } from "../../http/reply.ts";
import { type BaseContext, publicRoute, type SignedInUser, tenantRoute } from "../../http/route.ts";
import { accessTokenSeconds } from "./access-token.ts";
import { clearedCookies, freshnessCookie } from "./session-cookies.ts";

const login = publicRoute(contract.login, async (c) => {
  const { email, password, tenant_id } = c.body;
  const { identity, signIn } = c.services;
  const started = await signIn(email, password, c.headers);
  const session = await identity.store.sessionByToken(started.token);
  if (!session) throw problem("unavailable", "The session could not be started. Try again.");
  const memberships = await identity.store.membershipsOf(started.user.id);
  const active = tenant_id === undefined ? memberships[0] : memberships.find((one) => one.id === tenant_id);
  if (!active) {
    await identity.store.endSession(session.id);
    if (tenant_id !== undefined) throw problem("not-found", "You have no such tenant.");
    throw problem("forbidden", "You belong to no tenant yet. Ask whoever invited you to add you to one.");
  }
  return enter(c, session.id, started.user, active, memberships, started.setCookies);
});

const switchTenant = tenantRoute(contract.switchTenant, async (c) => {
  const memberships = await c.services.identity.store.membershipsOf(c.user.id);
  const active = memberships.find((one) => one.id === c.body.tenant_id);
  if (!active) throw problem("not-found", "You have no such tenant.");
  return enter(c, c.sessionId, c.user, active, memberships, []);
});

const logout = tenantRoute(contract.logout, async (c) => {
  const { identity, config } = c.services;
  await identity.store.endSession(c.sessionId);
  identity.forget(c.sessionId);
  return reply({
    status: 204,
    headers: clearedCookies(config).map((cookie): [string, string] => ["set-cookie", cookie]),
  });
});

const me = tenantRoute(contract.me, async (c) => {
  const memberships = await c.services.identity.store.membershipsOf(c.user.id);
  const active = memberships.find((one) => one.id === c.tenantId);
  if (!active) throw problem("unauthenticated", "You no longer belong to this tenant. Sign in again.");
  return {
    user: c.user,
    tenant: summary(active),
    tenants: memberships.map(summary),
    capabilities: [...capabilitiesOf[active.role]],
  };
});

export const routes = [login, switchTenant, logout, me];

/** Makes `active` the tenant the session works in, and answers with a token bound to it. */
async function enter(
  c: BaseContext,
  sessionId: string,
  user: SignedInUser,
  active: MembershipView,
  memberships: readonly MembershipView[],
  setCookies: readonly string[],
): Promise<Reply> {
  const { identity, config } = c.services;
  await identity.store.setActiveTenant(sessionId, active.id);
  identity.forget(sessionId);
  const access = await identity.tokens.sign({ userId: user.id, tenantId: active.id, sessionId });
  const body: contract.SignedIn = {
    access,
    expires_in: accessTokenSeconds,
    user,
    tenant: summary(active),
    tenants: memberships.map(summary),
  };
  const cookies = [...setCookies, freshnessCookie(config)];
  return reply({ body, headers: cookies.map((cookie): [string, string] => ["set-cookie", cookie]) });
}

function summary({ timeZone, ...rest }: MembershipView): contract.TenantSummary {
  return { ...rest, time_zone: timeZone };
}
