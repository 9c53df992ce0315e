import { disableSecondFactor } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import { PasswordField } from "../../../ui/password-field.tsx";
import { toast } from "../../../ui/toast.tsx";
import { checkPassword, said } from "../check-fields.ts";
import { refreshSession } from "../keep-session.ts";
import { ProblemBanner } from "../problem-banner.tsx";
import { blamePassword } from "./blame-password.ts";
import { blameCode } from "./check-code.ts";

/** By password and a code: neither a stolen session nor a stolen password is enough. */
export function SwitchOffDialog({ onClose }: { onClose: () => void }) {
  const { form, errors, problem, busy, onSubmit } = useForm(["password", "code"], {
    check: ({ password, code }) =>
      said({ password: checkPassword(password), code: code === "" ? "Enter a code" : undefined }),
    send: async (body) => {
      await call(disableSecondFactor, { body });
      toast("The second step is off");
      onClose();
      await refreshSession();
    },
    onProblem: (thrown) =>
      blameCode(thrown, "That code is not right. Wait for the next one, or use a recovery code.") ??
      blamePassword("password")(thrown),
  });
  useFocusInside(form);
  return (
    <Dialog title="Switch the second step off" onClose={onClose} held={busy}>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <p class="muted">From then on your password alone signs you in, and your recovery codes work no more.</p>
        <ProblemBanner problem={problem} />
        <PasswordField label="Your password" name="password" autocomplete="current-password" error={errors.password} />
        <Field
          label="Code"
          name="code"
          type="text"
          autocomplete="one-time-code"
          autoCapitalize="none"
          spellcheck={false}
          required
          hint="Six digits of your authenticator app, or a recovery code"
          error={errors.code}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" busy={busy}>
            Switch off
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
