import * as contract from "#contracts/auth.ts";
import * as meContract from "#contracts/me.ts";
import { problem } from "../../http/problem.ts";
import { reply } from "../../http/reply.ts";
import { personRoute, publicRoute } from "../../http/route.ts";
import { enter, listedTenants, summary } from "./enter.ts";
import { clearedCookies } from "./session-cookies.ts";

const login = publicRoute(contract.login, async (c) => {
  const { email, password, tenant_id } = c.body;
  const { identity, signIn } = c.services;
  const started = await signIn(email, password, c.headers);
  const session = await identity.store.sessionByToken(started.token);
  if (!session) throw problem("unavailable", "The session could not be started. Try again.");
  const { id } = started.user;
  const [first] = await identity.store.tenantsOf(id, { search: "", after: null, limit: 1 });
  const active = tenant_id === undefined ? first : await identity.store.tenantOf(id, tenant_id);
  if (!active) {
    await identity.store.endSession(session.id);
    if (tenant_id !== undefined) throw problem("not-found", "You have no such tenant.");
    throw problem("forbidden", "You belong to no tenant yet. Ask whoever invited you to add you to one.");
  }
  return enter(c, session.id, started.user, active, started.setCookies);
});

const switchTenant = personRoute(contract.switchTenant, async (c) => {
  const active = await c.services.identity.store.tenantOf(c.user.id, c.body.tenant_id);
  if (!active) throw problem("not-found", "You have no such tenant.");
  return enter(c, c.sessionId, c.user, active, []);
});

const logout = personRoute(contract.logout, async (c) => {
  const { identity, config } = c.services;
  await identity.store.endSession(c.sessionId);
  identity.forget(c.sessionId);
  return reply({
    status: 204,
    headers: clearedCookies(config).map((cookie): [string, string] => ["set-cookie", cookie]),
  });
});

const me = personRoute(meContract.me, async (c) => {
  const { store } = c.services.identity;
  const active = await store.tenantOf(c.user.id, c.tenantId);
  if (!active) throw problem("unauthenticated", "You no longer belong to this tenant. Sign in again.");
  const tenants = await store.tenantsOf(c.user.id, { search: "", after: null, limit: listedTenants });
  return {
    user: c.user,
    tenant: summary(active),
    tenants: tenants.map(summary),
    roles: [...c.roles],
    capabilities: [...c.capabilities],
    has_password: true,
    second_factor: { enabled: false, recovery_codes_left: 0 },
  };
});

export const routes = [login, switchTenant, logout, me];
