import { Hono } from "hono";
import { endpoints } from "#contracts/index.ts";
import type { Env } from "../env.ts";
import { errorFields } from "../log.ts";
import { registerDevMail } from "../mail/dev-mail.ts";
import type { openServices } from "../services.ts";
import { accessLog } from "./access-log.ts";
import { cors } from "./cors.ts";
import { internalTokens } from "./internal-token.ts";
import { ProblemError, problem, problemResponse } from "./problem.ts";
import { limitAddresses, rateLimitHeaders } from "./rate-limit.ts";
import { registerAll } from "./register.ts";
import type { Route } from "./route.ts";
import { securityHeaders } from "./security-headers.ts";
import type { App, HonoEnv } from "./variables.ts";

/** Gives the routes back, or refuses to start: every endpoint of the contracts has exactly one handler. */
export function complete(routes: readonly Route[]): readonly Route[] {
  const handled = routes.map(({ endpoint }) => endpoint.name);
  const missing = Object.values(endpoints).filter(({ name }) => !handled.includes(name));
  if (missing.length > 0) throw new Error(`No handler for ${missing.map(({ name }) => name).join(", ")}`);
  const twice = handled.find((name, at) => handled.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`More than one handler for ${twice}`);
  return routes;
}

/** The HTTP side of the Worker: request id → log → security headers → CORS → rate limit → authenticate → tenant → route → problem+json. */
export function createApp(services: ReturnType<typeof openServices>, routes: readonly Route[]): App {
  const app: App = new Hono<HonoEnv>();
  const chain = { services, internal: internalTokens(services.config, services.clock) };
  app.use(accessLog(services.log, services.clock));
  app.use(securityHeaders(services.config));
  for (const path of ["/api/*", "/.well-known/*"]) {
    app.use(path, cors(services.config));
    app.use(path, rateLimitHeaders);
    app.use(path, limitAddresses(services));
  }
  registerAll(app, routes, chain);
  registerDevMail(app, services.config);
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
