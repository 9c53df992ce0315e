import { inAWhile } from "../../lib/format-time.ts";
import type { ProblemError } from "../../lib/problem-error.ts";

export interface Said {
  title: string;
  detail?: string | undefined;
}

/** `Try again in 12 minutes`, as exactly as the server has said it. */
export const tryAgain = ({ retryAfter, detail }: ProblemError): string =>
  retryAfter === undefined ? (detail ?? "Wait a few minutes, then try again.") : `Try again ${inAWhile(retryAfter)}.`;

/** A failed form in words that say what to do next. */
export function sayProblem(problem: ProblemError): Said {
  switch (problem.kind) {
    case "network":
      return { title: "No answer from the server", detail: "Check your connection and try again." };
    case "rate-limited":
    case "account-locked":
      return { title: "Too many tries", detail: tryAgain(problem) };
    case "unauthenticated":
      return { title: "You are signed out", detail: "Sign in again, then repeat this." };
    case "invalid-input":
      return {
        title: problem.message,
        detail: problem.fields.map((each) => `${each.field}: ${each.message}`).join("; ") || "Check what you typed.",
      };
    case "internal":
    case "unavailable":
    case "unexpected":
      return { title: problem.message, detail: withReference("Try again in a moment.", problem) };
    default:
      return { title: problem.message, detail: problem.detail };
  }
}

function withReference(words: string, { requestId }: ProblemError): string {
  return requestId ? `${words} Reference for support: ${requestId}` : words;
}
