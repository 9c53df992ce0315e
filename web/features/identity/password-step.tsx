import { useState } from "preact/hooks";
import { useForm } from "../../lib/use-form.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { checkEmail, checkPassword, said } from "./check-fields.ts";
import { explainLogin, explainProvider, needsReset } from "./login-errors.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { session, signIn } from "./session.ts";

interface Props {
  email: string;
  next: string | undefined;
  /** What a provider's sign-in came back with. */
  trouble: string | undefined;
  /** The step after this one took too long. */
  expired: boolean;
  onChallenge: (challenge: string, email: string) => void;
}

export function PasswordStep({ email, next, trouble, expired, onChallenge }: Props) {
  const [tried, setTried] = useState(false);
  const { form, errors, problem, busy, onSubmit } = useForm(["email", "password"], {
    check: ({ email, password }) => said({ email: checkEmail(email), password: checkPassword(password) }),
    send: async ({ email, password }) => {
      setTried(true);
      const challenge = await signIn(email, password);
      if (challenge) onChallenge(challenge, email);
    },
    onProblem: () => ({ focus: "password" }),
  });
  const state = session.value;
  const provider = tried ? undefined : explainProvider(trouble);

  return (
    <AuthFrame
      title="Sign in"
      focus="field"
      lead={next ? "Sign in to go on where you were." : "Your advertising, with its freshness and finality."}
    >
      {expired && !tried && (
        <Banner tone="warn" title="That took too long">
          <p>The second step is open for five minutes. Sign in again.</p>
        </Banner>
      )}
      {provider && (
        <Banner tone="bad" title={provider.title}>
          <p>{provider.detail}</p>
        </Banner>
      )}
      <ProblemBanner
        problem={problem ?? (tried && state.status === "failed" ? state.problem : null)}
        say={explainLogin}
      >
        {problem && needsReset(problem) && (
          <p>
            <a href="/password-reset">Set a new password</a>
          </p>
        )}
      </ProblemBanner>
      <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autocomplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellcheck={false}
          required
          defaultValue={email}
          error={errors.email}
        />
        <PasswordField label="Password" name="password" autocomplete="current-password" error={errors.password} />
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
        <p class="auth-links">
          <a href="/password-reset">Forgot your password?</a>
        </p>
      </form>
      <ProviderButtons next={next} />
    </AuthFrame>
  );
}
