import type { Config } from "../env.ts";
import { problem } from "./problem.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: a browser adds our cookie to other sites' requests, so an unsafe request that lives by the cookie must say
 * that it comes from our own page. `byCookie` false (nobody signed in yet): a foreign origin is refused, an absent one is no browser.
 */
export function requireSameOrigin(request: Request, config: Config, byCookie: boolean): void {
  if (safe.has(request.method)) return;
  const origin = request.headers.get("origin");
  if (origin === null && !byCookie) return;
  if (origin === new URL(request.url).origin || origin === new URL(config.APP_URL).origin) return;
  throw problem(
    "forbidden",
    "A request with the session cookie must come from our own page: its Origin header is another or missing.",
  );
}
