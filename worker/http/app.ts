import { Hono } from "hono";
import { endpoints } from "#contracts/index.ts";
import type { Env } from "../env.ts";
import { errorFields } from "../log.ts";
import type { openServices } from "../services.ts";
import { accessLog } from "./access-log.ts";
import { internalTokens } from "./internal-token.ts";
import { ProblemError, problem, problemResponse } from "./problem.ts";
import { rateLimitByIp } from "./rate-limit.ts";
import { register, registerRest } from "./register.ts";
import type { Route } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import type { App, HonoEnv } from "./variables.ts";

/** The names of endpoints that have no handler. */
export function endpointsWithout(routes: readonly Route[]): string[] {
  const handled = new Set(routes.map(({ endpoint }) => endpoint.name));
  return Object.values(endpoints)
    .map(({ name }) => name)
    .filter((name) => !handled.has(name));
}

/** The HTTP side of the Worker: request id → log → security headers → rate limit → authenticate → tenant → route → problem+json. */
export function createApp(services: ReturnType<typeof openServices>, routes: readonly Route[]): App {
  const app: App = new Hono<HonoEnv>();
  const chain = { services, internal: internalTokens(services.config, services.clock) };
  app.use(accessLog(services.log, services.clock));
  app.use(securityHeaders(services.config));
  app.use("/api/*", rateLimitByIp);
  app.use("/internal/*", rateLimitByIp);
  for (const route of routes) register(app, route, chain);
  registerRest(app, routes);
  app.all("*", async (c) => {
    c.set("route", "assets");
    const file = await (c.env as Env).ASSETS.fetch(c.req.raw);
    return new Response(file.body, file);
  });
  app.onError((error, c) => {
    if (error instanceof ProblemError) return problemResponse(error, c.var.requestId);
    c.var.log.error("request-failed", errorFields(error));
    return problemResponse(problem("internal", "It was logged with this request id."), c.var.requestId);
  });
  return app;
}
