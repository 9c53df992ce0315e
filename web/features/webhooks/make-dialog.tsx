import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

interface Props {
  /** There is an address, which this one takes the place of. */
  replaces: boolean;
  signed: boolean;
  make: (signed: boolean) => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}

export function MakeDialog({ replaces, signed: before, make, onDone, onClose }: Props) {
  const [signed, setSigned] = useState(before);
  const { busy, problem, run } = useAction();
  const submit = async () => {
    if (!(await run(() => make(signed)))) return;
    onClose();
    onDone();
  };
  return (
    <Dialog title={replaces ? "Make a new address?" : "Make an address"} onClose={onClose} held={busy}>
      <div class="dialog-body">
        <p>
          {replaces
            ? "The address before this one stops at once, and its signing secret with it. Give Airbyte the new one."
            : "It cannot be guessed, and belongs to this workspace alone. Whoever knows it can make us look at a sync sooner, and nothing else."}
        </p>
        <label class="check-line">
          <input type="checkbox" checked={signed} onChange={(event) => setSigned(event.currentTarget.checked)} />
          Require signatures (standard-webhooks headers)
        </label>
        {signed && <p class="field-hint">Airbyte itself signs nothing: a proxy before it must.</p>}
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={busy} onClick={() => void submit()}>
            {replaces ? "Make a new address" : "Make the address"}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
