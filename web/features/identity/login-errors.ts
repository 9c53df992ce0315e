import type { ProblemError } from "../../lib/problem-error.ts";
import { type Said, sayProblem, tryAgain } from "./say-problem.ts";

/** A failed sign-in in words that say what to do next. */
export function explainLogin(problem: ProblemError): Said {
  switch (problem.kind) {
    case "wrong-credentials":
      return {
        title: "E-mail and password do not match",
        detail: "Check both and try again. Capitals matter in passwords.",
      };
    case "account-locked":
      return {
        title: "Too many failed sign-ins: this account is locked for now",
        detail: `${tryAgain(problem)} If it is yours, setting a new password opens it at once.`,
      };
    case "rate-limited":
      return { title: "Too many tries", detail: tryAgain(problem) };
    case "forbidden":
      return {
        title: "This account cannot sign in here",
        detail: problem.detail ?? "Ask an owner of your workspace for access.",
      };
    default:
      return sayProblem(problem);
  }
}

/** Whether a new password is what helps. */
export const needsReset = ({ kind }: ProblemError): boolean => kind === "account-locked" || kind === "rate-limited";

const ofProvider: Readonly<Record<string, Said>> = {
  "oidc-no-account": {
    title: "There is no account here for that sign-in",
    detail: "Ask an owner or admin of your workspace to invite the address you use there, or sign in with a password.",
  },
  "oidc-denied": {
    title: "The sign-in was cancelled",
    detail: "The other service did not let it go on. Try again, or sign in with a password.",
  },
  "oidc-failed": {
    title: "The other service could not sign you in",
    detail: "Try again in a moment, or sign in with a password.",
  },
  "oidc-expired": {
    title: "That sign-in took too long or was opened twice",
    detail: "Start it again from here.",
  },
  "oidc-unverified": {
    title: "Your address is not confirmed at the other service",
    detail: "Confirm your e-mail address there first, or sign in with a password.",
  },
};

/** Why a sign-in at a provider came back without one; `?problem=` of this page. */
export function explainProvider(code: string | undefined): Said | undefined {
  if (!code?.startsWith("oidc-")) return;
  return Object.hasOwn(ofProvider, code) ? ofProvider[code] : ofProvider["oidc-failed"];
}
