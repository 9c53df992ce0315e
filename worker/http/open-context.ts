import type { Context } from "hono";
import { type Capability, capabilitiesOfAll } from "#contracts/capabilities.ts";
import type { Caller, PersonCaller } from "../db/callers.ts";
import { authenticate, requireCapability, requirePerson } from "./authenticate.ts";
import type { InternalScope } from "./internal-token.ts";
import { problem } from "./problem.ts";
import { limitCaller } from "./rate-limit.ts";
import type { Chain } from "./register.ts";
import type { Route } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { type Actor, nobody } from "./trace.ts";
import type { HonoEnv } from "./variables.ts";

export interface Opened {
  readonly actor: Actor;
  readonly setCookies: readonly string[];
  readonly tenantId?: string;
}

/** Authenticates, and opens what this kind of caller may reach; nothing else is in the handler's hands. */
export async function open(c: Context<HonoEnv>, route: Route, chain: Chain): Promise<Opened> {
  const { services, internal } = chain;
  const { endpoint } = route;
  if (route.caller === "public") {
    requireSameOrigin(c.req.raw, services.config, false);
    return { actor: nobody, setCookies: [], ...{ system: services.system } };
  }
  if (route.caller === "internal") {
    const caller = await internal.verify(c.req.header("authorization"), endpoint.access as InternalScope);
    c.set("who", { caller });
    const reach = { caller, system: services.system, openTenant: services.openTenant, openAgency: services.openAgency };
    return { actor: { kind: "operator", id: caller, label: caller }, setCookies: [], ...reach };
  }
  const found = await authenticate(c.req.raw, endpoint, services);
  const { caller, setCookies } = found;
  const { tenantId } = caller;
  const seen = services.identity.noteSeen(caller);
  if (seen) c.executionCtx.waitUntil(seen);
  c.set("who", {
    tenant_id: tenantId,
    ...(caller.kind === "user" ? { user_id: caller.user.id } : { key_id: caller.key.id }),
  });
  c.set("log", c.var.log.with(c.var.who));
  await limitCaller(c, services, caller);
  const written = caller.kind === "key" ? services.keyUse(caller) : undefined;
  if (written) c.executionCtx.waitUntil(written);
  const opened = { actor: actorOf(caller), setCookies, tenantId };
  if (route.caller === "tenant") {
    requireCapability(caller.capabilities, endpoint.access as Capability);
    const roles = caller.kind === "user" ? caller.roles : [];
    const reach = { caller, roles, capabilities: caller.capabilities, tenant: services.openTenant(tenantId) };
    return { ...opened, ...reach };
  }
  const { caller: person } = requirePerson(found);
  if (route.caller === "agency")
    return { ...opened, ...(await openAgency(c, person, endpoint.access as Capability, chain)) };
  if (route.caller === "platform") {
    requireCapability(person.capabilities, endpoint.access as Capability);
    return { ...opened, ...{ user: person.user, system: services.system } };
  }
  const { user, sessionId, roles, capabilities } = person;
  return { ...opened, ...{ user, sessionId, roles, capabilities, tenant: services.openTenant(tenantId) } };
}

/** An agency of others is 404, as one that does not exist. */
async function openAgency(c: Context<HonoEnv>, { user }: PersonCaller, needed: Capability, { services }: Chain) {
  const agencyId = c.req.param("agency_id") ?? "";
  const roles = await services.agencyRolesOf(agencyId, user.id);
  if (!roles) throw problem("not-found", "You have no such agency.");
  requireCapability(capabilitiesOfAll(roles), needed);
  return { user, roles, agencyId, agency: services.openAgency(agencyId) };
}

function actorOf(caller: Caller): Actor {
  if (caller.kind === "key") return { kind: "key", id: caller.key.id, label: caller.key.name };
  return { kind: "user", id: caller.user.id, label: caller.user.email };
}
