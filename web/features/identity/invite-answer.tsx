import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { ProblemError } from "../../lib/problem-error.ts";
import { AcceptAs } from "./accept-as.tsx";
import { AcceptExisting } from "./accept-existing.tsx";
import { AcceptNew } from "./accept-new.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { CodeStep } from "./code-step.tsx";
import { type Offer, OfferFacts } from "./invite-offer.tsx";
import { LinkTrouble } from "./link-trouble.tsx";
import { linkStateOf } from "./link-words.ts";
import { OtherAccount } from "./other-account.tsx";
import { join, session } from "./session.ts";

export type Accept = (as: { name?: string; password?: string }) => Promise<void>;

/** What every way to accept needs. */
export interface AcceptProps {
  token: string;
  offer: Offer;
  /** Throws ProblemError for the form to say. */
  accept: Accept;
  /** True when the invitation itself is over, and its page takes the form's place. */
  isOver: (problem: ProblemError) => boolean;
}

/** Who invites to what, and the way to accept that fits whoever is here. */
export function InviteAnswer({ token, offer, onJoined }: { token: string; offer: Offer; onJoined: () => void }) {
  const { route } = useLocation();
  const [over, setOver] = useState<ProblemError | null>(null);
  const [challenge, setChallenge] = useState<string | null>(null);
  const state = session.value;

  const props: AcceptProps = {
    token,
    offer,
    accept: async (as) => {
      const asked = await join(token, as);
      if (asked) setChallenge(asked);
      else onJoined();
    },
    isOver: (problem) => {
      const dead = problem.kind !== "invalid-input" && linkStateOf(problem) !== undefined;
      if (dead) setOver(problem);
      return dead;
    },
  };
  if (challenge) {
    // They belong to the place by now: what is left is an ordinary sign-in.
    const again = () => route("/login", true);
    return <CodeStep challenge={challenge} email={offer.email} onStartOver={again} onEntered={onJoined} />;
  }
  if (over) return <LinkTrouble kind="invite" problem={over} onRetry={() => setOver(null)} />;

  const me = state.status === "in" ? state.me.user : null;
  const same = me?.email.toLowerCase() === offer.email.toLowerCase();
  return (
    <AuthFrame key={me?.email ?? "nobody"} title={`Join ${offer.to}`} focus="title">
      <OfferFacts offer={offer} />
      {me && same && <AcceptAs {...props} />}
      {me && !same && <OtherAccount me={me} offer={offer} />}
      {!me && offer.has_account && <AcceptExisting {...props} />}
      {!me && !offer.has_account && <AcceptNew {...props} />}
    </AuthFrame>
  );
}
