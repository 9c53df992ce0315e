import type { Config } from "../env.ts";
import { isTrusted } from "./same-origin.ts";
import type { Middleware } from "./variables.ts";

/** What anybody may read anyway, and no cookie changes. */
const openToAll = new Set(["/api/schema/", "/.well-known/jwks.json"]);

const allowed = {
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, if-none-match",
  "access-control-max-age": "7200",
};
const exposed =
  "content-disposition, etag, ratelimit, ratelimit-policy, retry-after, server-timing, www-authenticate, x-request-id";

/**
 * Which pages of other origins may read our answers: those of CORS_ORIGINS, with cookies; any, without cookies, what is open to all. The
 * others get no such header, and their browsers keep the answer from them.
 */
export function cors(config: Config): Middleware {
  return async (c, next) => {
    const origin = c.req.header("origin");
    const granted = origin === undefined ? {} : grantedTo(origin, c.req.raw, config);
    if (c.req.method === "OPTIONS" && origin !== undefined && c.req.header("access-control-request-method")) {
      c.set("route", "preflight");
      const preflight = "access-control-allow-origin" in granted ? { ...granted, ...allowed } : {};
      return new Response(null, { status: 204, headers: { vary, ...preflight } });
    }
    await next();
    c.res.headers.append("vary", "origin");
    for (const [name, value] of Object.entries(granted)) c.res.headers.set(name, value);
    if ("access-control-allow-origin" in granted) c.res.headers.set("access-control-expose-headers", exposed);
    return undefined;
  };
}

const vary = "origin, access-control-request-method, access-control-request-headers";

function grantedTo(origin: string, request: Request, config: Config): Readonly<Record<string, string>> {
  if (isTrusted(origin, request, config))
    return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
  return openToAll.has(new URL(request.url).pathname) ? { "access-control-allow-origin": "*" } : {};
}
