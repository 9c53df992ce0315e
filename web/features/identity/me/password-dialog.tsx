import { changePassword, type Me } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog, DialogActions } from "../../../ui/dialog.tsx";
import { PasswordField } from "../../../ui/password-field.tsx";
import { toast } from "../../../ui/toast.tsx";
import { checkNewPassword, checkPassword, said } from "../check-fields.ts";
import { NewPasswordField } from "../new-password-field.tsx";
import { ProblemBanner } from "../problem-banner.tsx";
import { blamePassword } from "./blame-password.ts";
import { sessionsChanged } from "./sessions-changed.ts";

export function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { form, errors, problem, busy, onSubmit } = useForm(["current_password", "password"], {
    check: ({ current_password, password }) =>
      said({ current_password: checkPassword(current_password), password: checkNewPassword(password) }),
    send: async (body) => {
      await call(changePassword, { body });
      toast("Your password is changed. All your other sessions have ended.");
      sessionsChanged();
      onClose();
    },
    onProblem: blamePassword("current_password"),
  });
  useFocusInside(form);
  return (
    <Dialog title="Change password" onClose={onClose} held={busy}>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <ProblemBanner problem={problem} />
        {/* For password managers, so that they know whose password it is. */}
        <input hidden name="username" autocomplete="username" readOnly value={me.user.email} />
        <PasswordField
          label="Current password"
          name="current_password"
          autocomplete="current-password"
          error={errors.current_password}
        />
        <NewPasswordField label="New password" error={errors.password} own={[me.user.email, me.user.name]} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            Change password
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
