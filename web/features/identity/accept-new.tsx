import { useState } from "preact/hooks";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { checkName, checkNewPassword, said } from "./check-fields.ts";
import type { AcceptProps } from "./invite-answer.tsx";
import { InvitedAddress } from "./invited-address.tsx";
import { explainJoin } from "./join-errors.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { ProblemBanner } from "./problem-banner.tsx";

/** For an address that has no account yet. */
export function AcceptNew({ offer, accept, isOver }: AcceptProps) {
  const [typedName, setTypedName] = useState("");
  const { form, errors, problem, busy, onSubmit } = useForm(["name", "password"], {
    check: ({ name, password }) => said({ name: checkName(name), password: checkNewPassword(password) }),
    send: ({ name, password }) => accept({ name, password }),
    onProblem: (thrown) => (isOver(thrown) ? { seen: true } : undefined),
  });
  return (
    <form ref={form} class="auth-form" noValidate onSubmit={onSubmit}>
      <ProblemBanner problem={problem} say={explainJoin} />
      <InvitedAddress email={offer.email} />
      <Field
        label="Your name"
        name="name"
        type="text"
        autocomplete="name"
        maxLength={200}
        required
        error={errors.name}
        onInput={(event) => setTypedName(event.currentTarget.value)}
      />
      <NewPasswordField label="Choose a password" error={errors.password} own={[offer.email, typedName]} />
      <Button look="primary" type="submit" busy={busy}>
        {busy ? "Joining…" : `Join ${offer.to}`}
      </Button>
    </form>
  );
}
