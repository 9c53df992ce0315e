import * as contract from "#contracts/me.ts";
import { problem } from "../../http/problem.ts";
import { personRoute } from "../../http/route.ts";
import { listedTenants, summary } from "./enter.ts";
import { targetOf } from "./told.ts";

const me = personRoute(contract.me, async (c) => {
  const { identity, accounts, secondFactors } = c.services;
  const { id } = c.user;
  const [active, tenants, account, secondFactor] = await Promise.all([
    identity.store.tenantOf(id, c.tenantId),
    identity.store.tenantsOf(id, { search: "", after: null, limit: listedTenants }),
    accounts.find(id),
    secondFactors.state(id),
  ]);
  if (!active || !account) throw problem("unauthenticated", "You no longer belong to this tenant. Sign in again.");
  return {
    user: { id, email: account.email, name: account.name },
    tenant: summary(active),
    tenants: tenants.map(summary),
    roles: [...c.roles],
    capabilities: [...c.capabilities],
    has_password: account.passwordHash !== null,
    second_factor: { enabled: secondFactor.enabled, recovery_codes_left: secondFactor.codesLeft },
  };
});

const updateMe = personRoute(contract.updateMe, async (c) => {
  const { name } = c.body;
  if (name !== c.user.name) {
    const detail = { name: { from: c.user.name, to: name } };
    await c.services.accounts.rename(c.user.id, name, c.trace("profile.changed", { target: targetOf(c.user), detail }));
    c.services.identity.forgetUser(c.user.id);
  }
  return { ...c.user, name };
});

export const routes = [me, updateMe];
