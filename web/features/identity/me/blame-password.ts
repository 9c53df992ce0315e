import type { ProblemError } from "../../../lib/problem-error.ts";
import type { Meaning } from "../../../lib/use-form.ts";

/** A wrong password is said at its field; everything else as usual. */
export const blamePassword =
  <Name extends string>(field: Name) =>
  (problem: ProblemError): Meaning<Name> | undefined =>
    problem.kind === "wrong-credentials"
      ? { errors: { [field]: "That is not your password" } as Partial<Record<Name, string>> }
      : undefined;
