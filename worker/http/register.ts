import type { Context } from "hono";
import type { Stores } from "../db/open.ts";
import type { Services } from "../services.ts";
import { answer } from "./answer.ts";
import { authenticatePerson } from "./authenticate.ts";
import { readInput } from "./input.ts";
import type { InternalScope, InternalTokens } from "./internal-token.ts";
import { problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { requireSameOrigin } from "./same-origin.ts";
import type { App, HonoEnv } from "./variables.ts";

export interface Chain {
  readonly services: Services & Stores;
  readonly internal: InternalTokens;
}

/** `/things/{id}/` as Hono spells it. */
export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

export function register(app: App, route: Route, chain: Chain): void {
  const { endpoint } = route;
  app.on(endpoint.method.toUpperCase(), honoPath(endpoint.path), async (c) => {
    c.set("route", endpoint.path);
    const started = chain.services.clock();
    const { context, setCookies } = await open(c, route, chain);
    const authMs = chain.services.clock() - started;
    const input = await readInput(endpoint, c.req);
    const given = await route.handle({ ...base(c, chain), ...context, ...input, authMs } as never);
    const response = answer(endpoint, given, c.var.log);
    for (const cookie of setCookies) response.headers.append("set-cookie", cookie);
    return response;
  });
}

/** Authenticates, and opens what this kind of caller may reach; nothing else is in the handler's hands. */
async function open(c: Context<HonoEnv>, route: Route, { services, internal }: Chain) {
  const { access } = route.endpoint;
  if (route.caller === "public") {
    requireSameOrigin(c.req.raw, services.config, false);
    return { context: { system: services.system }, setCookies: [] };
  }
  if (route.caller === "internal") {
    const caller = await internal.verify(c.req.header("authorization"), access as InternalScope);
    c.set("who", { caller });
    return { context: { caller, system: services.system, openTenant: services.openTenant }, setCookies: [] };
  }
  const { caller, setCookies } = await authenticatePerson(c.req.raw, access, services);
  const { user, role, sessionId, tenantId } = caller;
  c.set("who", { tenant_id: tenantId, user_id: user.id });
  c.set("log", c.var.log.with(c.var.who));
  return { context: { user, role, sessionId, tenantId, tenant: services.openTenant(tenantId) }, setCookies };
}

function base(c: Context<HonoEnv>, { services }: Chain) {
  const { system: _system, openTenant: _openTenant, ...reachable } = services;
  return {
    requestId: c.var.requestId,
    headers: c.req.raw.headers,
    origin: new URL(c.req.url).origin,
    clock: services.clock,
    log: c.var.log,
    services: reachable,
    waitUntil: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
}

/** After all routes: a known path with another method is 405, and any other path of ours is 404. */
export function registerRest(app: App, routes: readonly Route[]): void {
  const methods = Map.groupBy(routes, ({ endpoint }) => endpoint.path);
  for (const [path, known] of methods) {
    const allow = known.map(({ endpoint }) => endpoint.method.toUpperCase()).join(", ");
    app.all(honoPath(path), (c) => {
      c.set("route", path);
      throw problem("method-not-allowed", { detail: `This path takes ${allow}.`, headers: { allow } });
    });
  }
  for (const path of ["/api/*", "/internal/*"]) {
    app.all(path, () => {
      throw problem("not-found", "No such path. Paths end with a slash; /api/schema/ lists them.");
    });
  }
}
