import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { DialogActions } from "../../../ui/dialog.tsx";
import { PasswordField } from "../../../ui/password-field.tsx";
import { checkPassword, said } from "../check-fields.ts";
import { ProblemBanner } from "../problem-banner.tsx";
import { blamePassword } from "./blame-password.ts";

interface Props {
  why: string;
  /** What the button does, as its words. */
  does: string;
  send: (password: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the password again, in a dialog, before something that a stolen session must not be enough for. */
export function AskPassword({ why, does, send, onClose }: Props) {
  const { form, errors, problem, busy, onSubmit } = useForm(["password"], {
    check: ({ password }) => said({ password: checkPassword(password) }),
    send: ({ password }) => send(password),
    onProblem: blamePassword("password"),
  });
  useFocusInside(form);
  return (
    <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
      <p class="muted">{why}</p>
      <ProblemBanner problem={problem} />
      <PasswordField label="Your password" name="password" autocomplete="current-password" error={errors.password} />
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={busy}>
          {does}
        </Button>
      </DialogActions>
    </form>
  );
}
