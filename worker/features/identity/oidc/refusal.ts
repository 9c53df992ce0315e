import type { OidcProblem } from "#contracts/oidc.ts";

/** A sign-in at a provider that comes to nothing. `reason` is for our log and audit: a code, never what the provider sent. */
export class OidcRefusal extends Error {
  readonly problem: OidcProblem;
  readonly reason: string;
  /** The address that the provider vouched for, where it came so far. For the audit log only. */
  readonly email: string | null;

  constructor(problem: OidcProblem, reason: string, about: { cause?: unknown; email?: string } = {}) {
    super(`${problem}: ${reason}`, { cause: about.cause });
    this.name = "OidcRefusal";
    this.problem = problem;
    this.reason = reason;
    this.email = about.email ?? null;
  }
}
