import { problem } from "./problem.ts";
import type { Middleware } from "./variables.ts";

/** The window of the IP_LIMIT binding in wrangler.toml. */
const windowSeconds = 60;

export const rateLimitByIp: Middleware = async (c, next) => {
  const ip = c.req.header("cf-connecting-ip") ?? "unknown";
  const { success } = await c.env.IP_LIMIT.limit({ key: ip });
  if (!success) {
    throw problem("rate-limited", {
      detail: "Too many requests from this address.",
      headers: { "retry-after": String(windowSeconds) },
    });
  }
  await next();
};
