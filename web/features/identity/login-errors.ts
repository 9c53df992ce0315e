import type { ProblemError } from "../../lib/problem-error.ts";

export interface LoginErrors {
  email?: string;
  password?: string;
}

/** What can be said before asking the server. */
export function checkLogin(email: string, password: string): LoginErrors {
  return {
    ...(email === "" ? { email: "Enter your e-mail address" } : {}),
    ...(email !== "" && !/^\S+@\S+\.\S+$/.test(email)
      ? { email: "That is not a whole e-mail address, such as ana@example.com" }
      : {}),
    ...(password === "" ? { password: "Enter your password" } : {}),
  };
}

/** A failed sign-in in words that say what to do next. */
export function explainLogin(problem: ProblemError): { title: string; detail?: string } {
  const reference = problem.requestId ? `Reference for support: ${problem.requestId}` : undefined;
  switch (problem.kind) {
    case "wrong-credentials":
      return {
        title: "E-mail and password do not match",
        detail: "Check both and try again. Capitals matter in passwords.",
      };
    case "rate-limited":
      return { title: "Too many tries", detail: problem.detail ?? "Wait a minute, then try again." };
    case "forbidden":
      return {
        title: "This account cannot sign in here",
        detail: problem.detail ?? "Ask an owner of your workspace for access.",
      };
    case "invalid-input":
      return {
        title: problem.message,
        detail: problem.fields.map((each) => `${each.field}: ${each.message}`).join("; ") || "Check both fields.",
      };
    case "network":
      return { title: "No answer from the server", detail: "Check your connection and try again." };
    default:
      return { title: problem.message, ...(reference ? { detail: reference } : {}) };
  }
}
