import type { ProblemError } from "../../lib/problem-error.ts";

export type LinkKind = "reset" | "invite" | "email";
export type LinkState = "unknown" | "expired" | "used" | "revoked" | "foreign";

const stateOf: Readonly<Partial<Record<ProblemError["kind"], LinkState>>> = {
  // A token too long or empty does not even fit the field.
  "invalid-input": "unknown",
  "token-unknown": "unknown",
  "token-expired": "expired",
  "token-used": "used",
  "token-revoked": "revoked",
  "token-foreign": "foreign",
};

/** What is wrong with the link itself; undefined when something else went wrong. */
export const linkStateOf = ({ kind }: ProblemError): LinkState | undefined => stateOf[kind];

interface Words {
  title: string;
  detail: string;
}

/** Each way a link can be of no use, in words of its own, with what to do. */
export const linkWords: Readonly<Record<LinkKind, Record<LinkState, Words>>> = {
  reset: {
    unknown: {
      title: "This link is not whole",
      detail:
        "Part of it may be missing. Open it from the mail again, or copy all of it. If that does not help, ask for a new one.",
    },
    expired: {
      title: "This link has expired",
      detail:
        "Links to set a password work for a short while only. Ask for a new one; it arrives within a minute or two.",
    },
    used: {
      title: "This link was used already",
      detail: "It set a password once. Sign in with that one. If it was not you who set it, ask for a new link now.",
    },
    revoked: {
      title: "A newer link has taken this one's place",
      detail: "Open the newest mail from us, or ask for another one.",
    },
    foreign: {
      title: "This link is for something else",
      detail: "It does not set a password. Open it from its mail again, or ask for a link that does.",
    },
  },
  invite: {
    unknown: {
      title: "This invitation is not whole",
      detail:
        "Part of the link may be missing. Open it from the mail again, or copy all of it. Else ask whoever invited you to send it again.",
    },
    expired: {
      title: "This invitation has expired",
      detail: "Invitations are open for seven days. Ask whoever invited you to send it again.",
    },
    used: {
      title: "This invitation was accepted already",
      detail: "If it was you, sign in. If not, tell whoever invited you.",
    },
    revoked: {
      title: "This invitation was taken back",
      detail: "Whoever invited you has withdrawn it or sent a newer one. Look for a newer mail, or ask them.",
    },
    foreign: {
      title: "This link is not an invitation",
      detail: "It is for something else. Open your invitation's mail and follow the link there.",
    },
  },
  email: {
    unknown: {
      title: "This link is not whole",
      detail:
        "Part of it may be missing. Open it from the mail again, or copy all of it. Your address has not changed.",
    },
    expired: {
      title: "This link has expired",
      detail: "Your address has not changed. Ask for the change again on your account page.",
    },
    used: {
      title: "This link was used already",
      detail: "The address was confirmed by it before. There is nothing left to do.",
    },
    revoked: {
      title: "A newer link has taken this one's place",
      detail: "Open the newest mail from us, or ask for the change again on your account page.",
    },
    foreign: {
      title: "This link is for something else",
      detail:
        "It does not change an address. Open the mail that we sent to your new address and follow the link there.",
    },
  },
};

/** The page was opened without any link. */
export const missingWords: Readonly<Record<"invite" | "email", Words>> = {
  invite: {
    title: "There is no invitation here",
    detail: "Open the link in your invitation's mail. If you have lost it, ask whoever invited you to send it again.",
  },
  email: {
    title: "There is no link here",
    detail: "Open the link in the mail that we sent to your new address.",
  },
};
