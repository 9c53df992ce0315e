import { useState } from "preact/hooks";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import type { Made } from "./address-card.tsx";

/** Address and secret, this once. Escape does not lose them: only the button that says that they are kept closes. */
export function ShownOnceDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const [kept, setKept] = useState(false);
  if (made.url === null && made.secret === null) return null;
  return (
    <Dialog title={made.url ? "The new address" : "The new signing secret"} onClose={onClose} held={!kept} wide>
      <div class="dialog-body">
        <Banner tone="warn" title="Copy it now: it is shown this once">
          <p>Should it get lost, make a new one.</p>
        </Banner>
        {made.url && <CopyField label="Address" value={made.url} onCopied={() => setKept(made.secret === null)} />}
        {made.secret && <CopyField label="Signing secret" value={made.secret} onCopied={() => setKept(true)} />}
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            I have kept it
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
