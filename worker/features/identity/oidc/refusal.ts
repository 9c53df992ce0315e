import type { OidcProblem } from "#contracts/oidc.ts";

/** A sign-in at a provider that comes to nothing. `reason` is for our log and audit: a code, never what the provider sent. */
export class OidcRefusal extends Error {
  readonly problem: OidcProblem;
  readonly reason: string;

  constructor(problem: OidcProblem, reason: string, cause?: unknown) {
    super(`${problem}: ${reason}`, { cause });
    this.name = "OidcRefusal";
    this.problem = problem;
    this.reason = reason;
  }
}
