import { z } from "zod";

export const Plan = z.enum(["starter", "growth", "enterprise"]);
export type Plan = z.infer<typeof Plan>;

/** How many requests a minute one may make; what counts is told in the RateLimit headers. */
export const requestLimits = {
  /** Of one address, signed in or not. */
  ip: 1200,
  /** Of one address, of what signs in or uses a mailed link: POST to /api/auth/. */
  auth: 100,
  /** Of one person over all sessions. */
  user: 600,
  /** Of one API key. */
  key: 600,
  /** Of everybody in one tenant. */
  tenant: { starter: 1200, growth: 3000, enterprise: 12_000 } satisfies Record<Plan, number>,
  /** Of a tenant, of what starts a connector: trying a configuration out, connecting, testing. */
  probe: 15,
} as const;
