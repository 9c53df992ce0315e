import { useState } from "preact/hooks";
import { confirmSecondFactor } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { useForm } from "../../../lib/use-form.ts";
import { Button } from "../../../ui/button.tsx";
import { DialogActions } from "../../../ui/dialog.tsx";
import { CodeField } from "../code-field.tsx";
import { ProblemBanner } from "../problem-banner.tsx";
import { blameCode, checkSixDigits } from "./check-code.ts";
import { QrCode } from "./qr-code.tsx";

export interface Started {
  secret: string;
  uri: string;
}

interface Props {
  started: Started;
  onConfirmed: (recoveryCodes: string[]) => void;
  onClose: () => void;
}

/** The secret as a picture and to type in, and the first code of the app that took it. */
export function ConfirmCode({ started, onConfirmed, onClose }: Props) {
  const [turn, setTurn] = useState(0);
  const { form, errors, problem, busy, onSubmit } = useForm(["code"], {
    check: checkSixDigits,
    send: async ({ code }) => onConfirmed((await call(confirmSecondFactor, { body: { code } })).recovery_codes),
    onProblem: (thrown) => {
      setTurn(turn + 1);
      return blameCode(thrown, "That code does not fit. Look at the clock of your phone, and wait for the next code.");
    },
  });
  useFocusInside(form);
  return (
    <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
      <ol class="set-up">
        <li>
          <p>Scan this with your authenticator app.</p>
          <QrCode text={started.uri} label="QR code for your authenticator app" />
          <details>
            <summary>No camera? Type this key in</summary>
            <p>
              <code class="set-up-secret">{started.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            </p>
            <p class="me-note">Time based, six digits, every 30 seconds.</p>
          </details>
        </li>
        <li>
          <p>Enter the code that it shows now.</p>
          <ProblemBanner problem={problem} />
          <CodeField key={turn} name="code" error={errors.code} submits />
        </li>
      </ol>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={busy}>
          Switch on
        </Button>
      </DialogActions>
    </form>
  );
}
