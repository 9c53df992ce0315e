import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import type { Offer } from "./invite-offer.tsx";
import { ProblemBanner } from "./problem-banner.tsx";
import { signOut } from "./session.ts";
import { useAction } from "./use-action.ts";

/** For whoever is signed in with another address than the invited one. */
export function OtherAccount({ me, offer }: { me: { email: string }; offer: Offer }) {
  const { busy, problem, run } = useAction();
  return (
    <div class="auth-part">
      <Banner tone="warn" title={`This invitation is for ${offer.email}`}>
        <p>You are signed in as {me.email}. Sign out here first, then accept it with that address.</p>
      </Banner>
      <ProblemBanner problem={problem} />
      <Button look="primary" icon="signout" busy={busy} onClick={() => run(signOut)}>
        Sign out and go on
      </Button>
      <a class="button button-secondary" href="/">
        Stay signed in
      </a>
    </div>
  );
}
