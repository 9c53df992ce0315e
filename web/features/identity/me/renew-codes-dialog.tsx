import { useState } from "preact/hooks";
import { renewRecoveryCodes } from "#contracts/me.ts";
import { call } from "../../../lib/client.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { toast } from "../../../ui/toast.tsx";
import { refreshSession } from "../keep-session.ts";
import { AskPassword } from "./ask-password.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const kept = async () => {
    onClose();
    toast("The old recovery codes work no more");
    await refreshSession();
  };
  return (
    <Dialog title="New recovery codes" onClose={onClose} held={codes !== null}>
      {codes ? (
        <RecoveryCodes codes={codes} onKept={kept} />
      ) : (
        <AskPassword
          why="All codes that you have now stop working as soon as the new ones are made."
          does="Make new codes"
          send={async (password) => setCodes((await call(renewRecoveryCodes, { body: { password } })).recovery_codes)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
