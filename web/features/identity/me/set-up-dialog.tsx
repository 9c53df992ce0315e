import { useState } from "preact/hooks";
import { startSecondFactor } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { toast } from "../../../ui/toast.tsx";
import { refreshSession } from "../keep-session.ts";
import { AskPassword } from "./ask-password.tsx";
import { ConfirmCode, type Started } from "./confirm-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** Password, then the secret and a first code, then the recovery codes. */
export function SetUpDialog({ onClose }: { onClose: () => void }) {
  const [started, setStarted] = useState<Started | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);

  const kept = async () => {
    onClose();
    toast("The second step is on");
    await refreshSession();
  };

  if (codes) {
    return (
      <Dialog title="Keep your recovery codes" onClose={onClose} held>
        <RecoveryCodes codes={codes} onKept={kept} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Set up a second step" onClose={onClose}>
      {started ? (
        <ConfirmCode started={started} onConfirmed={setCodes} onClose={onClose} />
      ) : (
        <AskPassword
          why="You need an authenticator app on your phone, such as the one that came with it, Aegis, 2FAS or Google Authenticator."
          does="Go on"
          send={async (password) => setStarted(await call(startSecondFactor, { body: { password } }))}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
