import { type Me, requestEmailChange } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { PasswordField } from "../../../ui/password-field.tsx";
import { checkEmail, checkPassword, said } from "../check-fields.ts";
import { ProblemBanner } from "../problem-banner.tsx";
import { blamePassword } from "./blame-password.ts";

interface Props {
  me: Me;
  onSent: (email: string) => void;
  onClose: () => void;
}

export function EmailDialog({ me, onSent, onClose }: Props) {
  const { form, errors, problem, busy, onSubmit } = useForm(["email", "password"], {
    check: ({ email, password }) =>
      said({
        email: email.toLowerCase() === me.user.email ? "That is your address already" : checkEmail(email),
        password: checkPassword(password),
      }),
    send: async (body) => {
      await call(requestEmailChange, { body });
      onSent(body.email);
      onClose();
    },
    onProblem: blamePassword("password"),
  });
  useFocusInside(form);
  return (
    <Dialog title="Change e-mail" onClose={onClose} held={busy}>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <p class="muted">We send a link to the new address. {me.user.email} stays yours until that link is followed.</p>
        <ProblemBanner problem={problem} />
        <Field
          label="New e-mail"
          name="email"
          type="email"
          autocomplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellcheck={false}
          required
          error={errors.email}
        />
        <PasswordField label="Your password" name="password" autocomplete="current-password" error={errors.password} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            Send the link
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
