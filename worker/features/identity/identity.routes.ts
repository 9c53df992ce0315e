import * as meContract from "#contracts/me.ts";
import { problem } from "../../http/problem.ts";
import { personRoute } from "../../http/route.ts";
import { listedTenants, summary } from "./enter.ts";
import { routes as jwks } from "./jwks.routes.ts";
import { routes as refresh } from "./refresh.routes.ts";
import { routes as session } from "./session.routes.ts";
import { routes as signIn } from "./sign-in.routes.ts";

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

export const routes = [...signIn, ...refresh, ...session, ...jwks, me];
