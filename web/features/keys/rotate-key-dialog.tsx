import { useState } from "preact/hooks";
import { type KeyView, rotateKey } from "#contracts/keys.ts";
import { call } from "../../lib/client.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { type Lifetime, lifetimes, type NewKey, type Overlap, overlaps } from "./key-words.ts";

interface Props {
  of: KeyView;
  onMade: (made: NewKey) => void;
  onClose: () => void;
}

export function RotateKeyDialog({ of, onMade, onClose }: Props) {
  const [overlap, setOverlap] = useState<Overlap>("24");
  const [days, setDays] = useState<Lifetime>("90");
  const { form, errors, problem, busy, onSubmit } = useForm(["overlap_hours", "expires_in_days"], {
    send: async () =>
      onMade(
        await call(rotateKey, {
          params: { key_id: of.id },
          body: { overlap_hours: Number(overlap), expires_in_days: Number(days) },
        }),
      ),
  });
  return (
    <Dialog title={`Rotate ${of.name}`} onClose={onClose} held={busy}>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <p>
          A new key with the same permissions takes the place of <span class="mono">{of.prefix}…</span>
        </p>
        <SelectField
          label="Both work side by side for"
          name="overlap_hours"
          value={overlap}
          options={overlaps}
          hint="Long enough to put the new one in wherever the old one is used."
          error={errors.overlap_hours}
          onChange={setOverlap}
        />
        <SelectField
          label="The new one expires after"
          name="expires_in_days"
          value={days}
          options={lifetimes}
          error={errors.expires_in_days}
          onChange={setDays}
        />
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? "Rotating…" : "Rotate"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
