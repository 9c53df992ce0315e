import { useState } from "preact/hooks";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { curlFor, type NewKey } from "./key-words.ts";

/** The secret, this once. Escape does not lose it: only the button that says that it is kept closes. */
export function SecretDialog({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const [kept, setKept] = useState(false);
  const { key, secret } = made;
  const example = curlFor(secret, key, location.origin);
  return (
    <Dialog title={`The key of ${key.name}`} onClose={onClose} held={!kept} wide>
      <div class="dialog-body">
        <Banner tone="warn" title="Copy it now: it is shown this once">
          <p>Keep it where passwords are kept. Should it get lost, rotate the key.</p>
        </Banner>
        <CopyField label="API key" value={secret} onCopied={() => setKept(true)} />
        {example && <CopyField label="Try it" value={example} />}
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            I have kept it
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
