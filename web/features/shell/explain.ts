import type { ProblemError } from "../../lib/problem-error.ts";

/** A failure in words for the reader: what happened and what helps. */
export function explain(problem: ProblemError): { title: string; detail: string } {
  const fields = problem.fields.map((each) => `${each.field}: ${each.message}`).join("; ");
  switch (problem.kind) {
    case "network":
      return { title: "No answer from the server", detail: "Check your connection, then try again." };
    case "rate-limited":
      return { title: "Too many requests", detail: problem.detail ?? "Wait a minute, then try again." };
    case "unavailable":
      return {
        title: "Not available right now",
        detail: problem.detail ?? "This is usually over in a moment. Try again.",
      };
    case "invalid-input":
      return {
        title: "These filters do not fit together",
        detail: fields || (problem.detail ?? "Change the filters."),
      };
    case "not-found":
      return {
        title: "What the link points to is not here",
        detail: problem.detail ?? "It may belong to another workspace. Switch there, or clear the filters.",
      };
    default:
      return {
        title: problem.message,
        detail: problem.detail ?? "Try again. If it stays, send support the reference below.",
      };
  }
}
