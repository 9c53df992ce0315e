import { requestLimits } from "#contracts/plans.ts";
import type { Caller } from "../db/callers.ts";
import type { Config } from "../env.ts";
import type { Policy } from "./limits.ts";

type Overrides = Config["RATE_LIMITS"];

export function addressPolicy(overrides: Overrides): Policy {
  return { name: "ip", limit: overrides.ip ?? requestLimits.ip };
}

/** What is sent to sign in, or to use a mailed link. */
export function signInPolicy(overrides: Overrides): Policy {
  return { name: "auth", limit: overrides.auth ?? requestLimits.auth };
}

/** What starts a connector, which takes a process here and asks its platform. */
export function probePolicy(overrides: Overrides): Policy {
  return { name: "probe", limit: overrides.probe ?? requestLimits.probe };
}

/** The policies that a caller counts against, their own before their tenant's, with whom each counts. */
export function callerPolicies(caller: Caller, overrides: Overrides): readonly (readonly [Policy, string])[] {
  const own: readonly [Policy, string] =
    caller.kind === "user"
      ? [{ name: "user", limit: overrides.user ?? requestLimits.user }, caller.user.id]
      : [{ name: "key", limit: overrides.key ?? requestLimits.key }, caller.key.id];
  return [own, [{ name: "tenant", limit: overrides.tenant ?? requestLimits.tenant[caller.plan] }, caller.tenantId]];
}
