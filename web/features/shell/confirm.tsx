import type { ComponentChildren } from "preact";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

interface Props {
  title: string;
  children: ComponentChildren;
  /** What the button does, as its words. */
  does: string;
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. Focus is on the way out. */
export function Confirm({ title, children, does, act, onDone, onClose }: Props) {
  const { busy, problem, run } = useAction();
  const confirm = async () => {
    if (!(await run(act))) return;
    onClose();
    onDone();
  };
  return (
    <Dialog title={title} onClose={onClose} held={busy}>
      <div class="dialog-body">
        {children}
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button autoFocus onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" busy={busy} onClick={() => void confirm()}>
            {does}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
