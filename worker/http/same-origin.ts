import type { Config } from "../env.ts";
import { problem } from "./problem.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Our own pages, and those of CORS_ORIGINS. */
export function isTrusted(origin: string, request: Request, config: Config): boolean {
  const own = [new URL(request.url).origin, new URL(config.APP_URL).origin];
  return own.includes(origin) || config.CORS_ORIGINS.includes(origin);
}

/**
 * Cross-site request forgery: a browser adds our cookie to other sites' requests, so an unsafe request that lives by the cookie must say
 * that it comes from a page we trust. `byCookie` false (nobody signed in yet): a foreign origin is refused, an absent one is no browser.
 */
export function requireSameOrigin(request: Request, config: Config, byCookie: boolean): void {
  if (safe.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin === null && !byCookie) return;
  if (origin !== null && isTrusted(origin, request, config)) return;
  throw problem(
    "forbidden",
    "A request with the session cookie must come from our own page: its Origin header is another or missing.",
  );
}
