import { Page } from "../shell/page.tsx";
import { MembershipsCard } from "./me/memberships-card.tsx";
import { ProfileCard } from "./me/profile-card.tsx";
import { SecondFactorCard } from "./me/second-factor-card.tsx";
import { SessionsCard } from "./me/sessions-card.tsx";
import { SignInCard } from "./me/sign-in-card.tsx";
import "./me/me.css";
import { session } from "./session.ts";

/** Everything about the reader's own account, wherever they work. */
export function MePage() {
  const state = session.value;
  if (state.status !== "in") return null;
  const { me } = state;
  return (
    <Page title="Your account" group="Account" of={me.user.name}>
      <div class="me">
        <div class="me-column">
          <ProfileCard me={me} />
          <SignInCard me={me} />
          <SecondFactorCard me={me} />
        </div>
        <div class="me-column">
          <SessionsCard />
          <MembershipsCard me={me} />
        </div>
      </div>
    </Page>
  );
}
