import type { Context } from "hono";
import type { Caller } from "../db/callers.ts";
import type { Policy, Standing } from "../limits/limits.ts";
import { addressPolicy, callerPolicies, signInPolicy } from "../limits/policies.ts";
import type { Services } from "../services.ts";
import { addressOf } from "./address.ts";
import { problem } from "./problem.ts";
import type { HonoEnv, Middleware } from "./variables.ts";

type Needs = Pick<Services, "limits" | "config">;

/** Tells the policy that is nearest to its end, on every answer that was counted. */
export const rateLimitHeaders: Middleware = async (c, next) => {
  c.set("standings", []);
  await next();
  const [nearest] = c.var.standings.toSorted((a, b) => shareLeft(a) - shareLeft(b));
  if (!nearest) return;
  const { policy, remaining, reset } = nearest;
  c.res.headers.set("ratelimit-policy", `"${policy.name}";q=${policy.limit};w=60`);
  c.res.headers.set("ratelimit", `"${policy.name}";r=${remaining};t=${reset}`);
};

const shareLeft = ({ remaining, policy }: Standing) => remaining / policy.limit;

/** Before anybody is known: by address, and more tightly what could be a guess at a password or token. */
export function limitAddresses(services: Needs): Middleware {
  const { RATE_LIMITS } = services.config;
  return async (c, next) => {
    const address = addressOf(c.req.raw.headers);
    await count(c, services, addressPolicy(RATE_LIMITS), address);
    if (c.req.method === "POST" && c.req.path.startsWith("/api/auth/"))
      await count(c, services, signInPolicy(RATE_LIMITS), address);
    await next();
  };
}

/** One after the other: what the person's own limit refuses does not use up the tenant's. */
export async function limitCaller(c: Context<HonoEnv>, services: Needs, caller: Caller): Promise<void> {
  for (const [policy, who] of callerPolicies(caller, services.config.RATE_LIMITS))
    await count(c, services, policy, who);
}

async function count(c: Context<HonoEnv>, { limits }: Needs, policy: Policy, who: string): Promise<void> {
  const standing = await limits.take(policy, who, (work) => c.executionCtx.waitUntil(work));
  if (!standing) return;
  c.var.standings.push(standing);
  refuseBeyond(standing);
}

export function refuseBeyond({ allowed, policy, reset }: Standing): void {
  if (allowed) return;
  throw problem("rate-limited", {
    detail: `${reasons[policy.name](policy.limit)} Try again in ${reset} s.`,
    headers: { "retry-after": String(reset) },
  });
}

const reasons: Readonly<Record<Policy["name"], (limit: number) => string>> = {
  ip: (limit) => `This address has sent more than ${limit} requests this minute.`,
  auth: (limit) => `This address has sent more than ${limit} sign-in requests this minute.`,
  user: (limit) => `You have sent more than ${limit} requests this minute, over all your sessions.`,
  key: (limit) => `This API key has sent more than ${limit} requests this minute.`,
  tenant: (limit) => `All of this tenant have sent more than ${limit} requests this minute, which its plan allows.`,
  probe: (limit) => `This tenant has tried credentials more than ${limit} times this minute.`,
};
