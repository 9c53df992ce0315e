import type { ProblemError } from "../../lib/problem-error.ts";
import { explainLogin } from "./login-errors.ts";
import type { Said } from "./say-problem.ts";

/** An invitation that could not be accepted, in words that say what to do next. */
export function explainJoin(problem: ProblemError): Said {
  switch (problem.kind) {
    case "conflict":
      return { title: "There is nothing to accept", detail: problem.detail ?? "You belong there already. Sign in." };
    case "forbidden":
      return {
        title: "You have joined, but there is nothing to open yet",
        detail: problem.detail ?? "Come back once a workspace was added.",
      };
    default:
      return explainLogin(problem);
  }
}
