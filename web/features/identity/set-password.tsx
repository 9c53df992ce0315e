import { useState } from "preact/hooks";
import { checkPasswordReset, confirmPasswordReset } from "#contracts/auth.ts";
import { call } from "../../lib/client.ts";
import { instantHere } from "../../lib/format-time.ts";
import type { ProblemError } from "../../lib/problem-error.ts";
import { useTitle } from "../../lib/title.ts";
import { useForm } from "../../lib/use-form.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Button } from "../../ui/button.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { AuthLoading } from "./auth-loading.tsx";
import { checkNewPassword, said } from "./check-fields.ts";
import { LinkTrouble } from "./link-trouble.tsx";
import { linkStateOf } from "./link-words.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { ProblemBanner } from "./problem-banner.tsx";
import { session } from "./session.ts";

interface Props {
  token: string;
  /** The link has done its work. */
  onDone: () => void;
  /** The link is of no use: asks for another. */
  onAgain: () => void;
}

/** The second step: looks whether the link still works before anybody types a password. */
export function SetPassword({ token, onDone, onAgain }: Props) {
  useTitle("Choose a new password");
  const [checked, retry] = useLoaded((signal) => call(checkPasswordReset, { body: { token }, signal }), token);
  const [late, setLate] = useState<ProblemError | null>(null);
  const [done, setDone] = useState(false);

  if (done) return <PasswordSet />;
  const trouble = late ?? (checked.status === "failed" ? checked.problem : null);
  if (trouble) {
    const again = (
      <Button look="primary" onClick={onAgain}>
        Ask for a new link
      </Button>
    );
    return <LinkTrouble kind="reset" problem={trouble} onRetry={retry} first={again} />;
  }
  if (checked.status !== "ready") return <AuthLoading what="Checking the link" />;
  return (
    <ChoosePassword
      token={token}
      expires={checked.data.expires_at}
      onLate={setLate}
      onSet={() => {
        onDone();
        setDone(true);
      }}
    />
  );
}

interface ChooseProps {
  token: string;
  expires: string;
  /** The link stopped working meanwhile. */
  onLate: (problem: ProblemError) => void;
  onSet: () => void;
}

function ChoosePassword({ token, expires, onLate, onSet }: ChooseProps) {
  const { form, errors, problem, busy, onSubmit } = useForm(["password"], {
    check: ({ password }) => said({ password: checkNewPassword(password) }),
    send: async ({ password }) => {
      await call(confirmPasswordReset, { body: { token, password } });
      // Every session has ended, this browser's too.
      session.value = { status: "out", left: true };
      onSet();
    },
    onProblem: (thrown) => {
      if (thrown.kind === "invalid-input" || !linkStateOf(thrown)) return;
      onLate(thrown);
      return { seen: true };
    },
  });
  return (
    <AuthFrame title="Choose a new password" focus="field" lead={`This link works until ${instantHere(expires)}.`}>
      <ProblemBanner problem={problem} />
      <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
        <NewPasswordField label="New password" error={errors.password} />
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Saving…" : "Set the password"}
        </Button>
      </form>
    </AuthFrame>
  );
}

function PasswordSet() {
  return (
    <AuthFrame
      title="Your password is set"
      focus="title"
      lead={<p role="status">You are signed out everywhere, here too. Sign in with the new password.</p>}
    >
      <a class="button button-primary" href="/login">
        Sign in now
      </a>
    </AuthFrame>
  );
}
