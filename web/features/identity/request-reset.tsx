import { useState } from "preact/hooks";
import { requestPasswordReset } from "#contracts/auth.ts";
import { call } from "../../lib/client.ts";
import { useTitle } from "../../lib/title.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { AuthFrame } from "./auth-frame.tsx";
import { checkEmail, said } from "./check-fields.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { ResetSent } from "./reset-sent.tsx";
import { session } from "./session.ts";

export function RequestReset() {
  useTitle("Set a new password");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const state = session.value;
  const { form, errors, problem, busy, onSubmit } = useForm(["email"], {
    check: ({ email }) => said({ email: checkEmail(email) }),
    send: async ({ email }) => {
      await call(requestPasswordReset, { body: { email } });
      setSentTo(email);
    },
  });
  if (sentTo !== null) return <ResetSent email={sentTo} onOther={() => setSentTo(null)} />;
  return (
    <AuthFrame
      title="Set a new password"
      focus="field"
      lead="Tell us the address of your account, and we send you a link to choose a new password."
    >
      <ProblemBanner problem={problem} />
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
          defaultValue={state.status === "in" ? state.me.user.email : ""}
          error={errors.email}
        />
        <Button look="primary" type="submit" busy={busy}>
          {busy ? "Sending…" : "Send the link"}
        </Button>
        <p class="auth-links">
          <a href="/login">Back to sign-in</a>
        </p>
      </form>
    </AuthFrame>
  );
}
