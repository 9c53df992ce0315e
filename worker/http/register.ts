import type { Context } from "hono";
import type { Stores } from "../db/open.ts";
import type { Services } from "../services.ts";
import { answer } from "./answer.ts";
import { readInput } from "./input.ts";
import type { InternalTokens } from "./internal-token.ts";
import { open } from "./open-context.ts";
import { problem } from "./problem.ts";
import type { Route } from "./route.ts";
import { type Actor, tracer } from "./trace.ts";
import type { App, HonoEnv } from "./variables.ts";

export interface Chain {
  readonly services: Services & Stores;
  readonly internal: InternalTokens;
}

/** `/things/{id}/` as Hono spells it. */
export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function register(app: App, route: Route, chain: Chain): void {
  const { endpoint } = route;
  const { system: _s, openTenant: _t, openAgency: _a, agencyRolesOf: _r, ...reachable } = chain.services;
  app.on(endpoint.method.toUpperCase(), honoPath(endpoint.path), async (c) => {
    c.set("route", endpoint.path);
    const started = chain.services.clock();
    const { actor, setCookies, ...context } = await open(c, route, chain);
    const authMs = chain.services.clock() - started;
    const input = await readInput(endpoint, c.req);
    const tenantId = context.tenantId ?? null;
    const given = await route.handle({ ...base(c, reachable, actor, tenantId), ...context, ...input, authMs } as never);
    const response = answer(endpoint, given, c.var.log);
    for (const cookie of setCookies) response.headers.append("set-cookie", cookie);
    return response;
  });
}

function base(c: Context<HonoEnv>, services: Services, actor: Actor, tenantId: string | null) {
  const { headers } = c.req.raw;
  const { requestId } = c.var;
  return {
    requestId,
    headers,
    origin: originOf(c.req.url),
    clock: services.clock,
    log: c.var.log,
    services,
    trace: tracer({ actor, tenantId, headers, requestId, now: services.clock }),
    waitUntil: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
}

/** Of the address of a request, which is a whole one; most handlers never look at it, so it is not parsed. */
const originOf = (url: string): string => url.slice(0, url.indexOf("/", url.indexOf("//") + 2));

/**
 * All routes, each path with its 405 behind it. Paths without parameters come first: `/things/summary/` is not a thing whose id is "summary",
 * whatever the method. Any other path of ours is 404.
 */
export function registerAll(app: App, routes: readonly Route[], chain: Chain): void {
  const parameters = (path: string) => path.split("{").length - 1;
  const byPath = [...Map.groupBy(routes, ({ endpoint }) => endpoint.path)];
  for (const [path, known] of byPath.toSorted(([a], [b]) => parameters(a) - parameters(b))) {
    for (const route of known) register(app, route, chain);
    const allow = known.map(({ endpoint }) => endpoint.method.toUpperCase()).join(", ");
    app.all(honoPath(path), (c) => {
      c.set("route", path);
      throw problem("method-not-allowed", { detail: `This path takes ${allow}.`, headers: { allow } });
    });
  }
  for (const path of ["/api/*", "/internal/*", "/.well-known/*"]) {
    app.all(path, () => {
      throw problem("not-found", "No such path. Paths end with a slash; /api/schema/ lists them.");
    });
  }
}
