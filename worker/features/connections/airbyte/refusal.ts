import { type ProblemError, problem } from "../../../http/problem.ts";
import type { Log } from "../../../log.ts";
import { AirbyteError } from "./airbyte-error.ts";

/** What people are told when Airbyte did not do as asked: what they can mend themselves names `field`, the rest is for us and is logged. */
export function refusalOf(error: unknown, log: Log, field = "configuration"): unknown {
  if (!(error instanceof AirbyteError)) return error;
  log.warn("airbyte-refused", { reason: error.message, kind: error.kind });
  return told(error, field);
}

function told(error: AirbyteError, field: string): ProblemError {
  const cause = error;
  if (error.kind === "refused") {
    const message = error.reason ?? "Airbyte refuses it";
    return problem("invalid-input", { detail: `${field}: ${message}`, errors: [{ field, message }], cause });
  }
  if (error.kind === "conflict")
    return problem("conflict", { detail: "Airbyte is busy with this connection. Try again in a minute.", cause });
  return problem("unavailable", { detail: "Airbyte does not answer as it should. Try again in a minute.", cause });
}
