import { useLocation } from "preact-iso";
import { holdLinkToken } from "../../lib/link-token.ts";
import { loginPath } from "../../lib/safe-next.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { checkPassword, said } from "./check-fields.ts";
import type { AcceptProps } from "./invite-answer.tsx";
import { InvitedAddress } from "./invited-address.tsx";
import { explainJoin } from "./join-errors.ts";
import { needsReset } from "./login-errors.ts";
import { ProblemBanner } from "./problem-banner.tsx";

const path = "/invite";

/** For an address that has an account: its password, or signing in first where that takes more. */
export function AcceptExisting({ token, offer, accept, isOver }: AcceptProps) {
  const { route } = useLocation();
  const signInFirst = () => {
    holdLinkToken(path, token);
    route(loginPath(path));
  };
  const { form, errors, problem, busy, onSubmit } = useForm(["password"], {
    check: ({ password }) => said({ password: checkPassword(password) }),
    send: ({ password }) => accept({ password }),
    onProblem: (thrown) => {
      if (isOver(thrown)) return { seen: true };
      if (thrown.kind === "wrong-credentials") return { errors: { password: "That is not this account's password" } };
      return { focus: "password" };
    },
  });
  return (
    <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
      <ProblemBanner problem={problem} say={explainJoin}>
        {problem && needsReset(problem) && (
          <p>
            <a href="/password-reset">Set a new password</a>
          </p>
        )}
      </ProblemBanner>
      <InvitedAddress email={offer.email} />
      <PasswordField label="Password" name="password" autocomplete="current-password" error={errors.password} />
      <Button look="primary" type="submit" busy={busy}>
        {busy ? "Joining…" : `Join ${offer.to}`}
      </Button>
      <p class="auth-links">
        <a href="/password-reset">Forgot your password?</a>
        <button type="button" class="link-button" onClick={signInFirst}>
          Sign in another way
        </button>
      </p>
    </form>
  );
}
