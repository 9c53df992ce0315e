import { useState } from "preact/hooks";
import { type ConnectionDetail, deleteConnection } from "#contracts/connections.ts";
import { call } from "../../lib/client.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { useAction } from "../identity/use-action.ts";

interface Props {
  connection: ConnectionDetail;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the name, since the credentials cannot be brought back. */
export function DeleteDialog({ connection, onDone, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const { busy, problem, run } = useAction();
  const isSure = typed.trim() === connection.name;
  const remove = async () => {
    if (await run(() => call(deleteConnection, { params: { connection_id: connection.id } }))) onDone();
  };
  return (
    <Dialog title={`Delete ${connection.name}?`} onClose={onClose} held={busy}>
      <div class="dialog-body">
        <p>Its credentials are deleted and nothing is synced any more. The numbers that it brought stay.</p>
        <Field
          label={`Type its name: ${connection.name}`}
          value={typed}
          autoFocus
          autocomplete="off"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            busy={busy}
            why={isSure ? undefined : "Type the name first."}
            onClick={() => void remove()}
          >
            Delete
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
