import { useState } from "preact/hooks";
import { capabilityNames } from "#contracts/capabilities.ts";
import { createKey, KeyCapability } from "#contracts/keys.ts";
import { call } from "../../lib/client.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { can, type Standing } from "../identity/can.ts";
import { said } from "../identity/check-fields.ts";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { type Lifetime, lifetimes, type NewKey } from "./key-words.ts";

interface Props {
  standing: Standing;
  onMade: (made: NewKey) => void;
  onClose: () => void;
}

export function CreateKeyDialog({ standing, onMade, onClose }: Props) {
  const [capabilities, setCapabilities] = useState<readonly KeyCapability[]>([]);
  const [days, setDays] = useState<Lifetime>("90");
  const { form, errors, problem, busy, onSubmit } = useForm(["name", "capabilities"], {
    check: ({ name }) =>
      said({
        name: name === "" ? "Give it a name by which you will know what uses it" : undefined,
        capabilities: capabilities.length === 0 ? "Choose what it may do" : undefined,
      }),
    send: async ({ name }) =>
      onMade(await call(createKey, { body: { name, capabilities: [...capabilities], expires_in_days: Number(days) } })),
  });
  const toggle = (capability: KeyCapability) =>
    setCapabilities((chosen) =>
      chosen.includes(capability) ? chosen.filter((each) => each !== capability) : [...chosen, capability],
    );

  return (
    <Dialog title="Create an API key" onClose={onClose} held={busy} wide>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <Field
          label="Name"
          name="name"
          maxLength={100}
          autocomplete="off"
          autoFocus
          hint="Such as “Weekly report script”"
          error={errors.name}
        />
        <fieldset
          class="key-capabilities"
          aria-describedby={errors.capabilities ? "key-capabilities-error" : undefined}
        >
          <legend>It may</legend>
          {KeyCapability.options.map((capability) => {
            const mine = can(standing, capability);
            return (
              <label key={capability} class={mine ? undefined : "is-off"}>
                <input
                  type="checkbox"
                  name="capabilities"
                  value={capability}
                  disabled={!mine}
                  checked={capabilities.includes(capability)}
                  onChange={() => toggle(capability)}
                />
                <span>
                  {capabilityNames[capability]} <span class="mono muted">{capability}</span>
                  {!mine && <span class="cell-note">You do not have this yourself, so no key of yours can.</span>}
                </span>
              </label>
            );
          })}
          {errors.capabilities && (
            <p id="key-capabilities-error" class="field-error">
              {errors.capabilities}
            </p>
          )}
        </fieldset>
        <SelectField
          label="Expires after"
          value={days}
          options={lifetimes}
          hint="Rotate it before then; both work side by side for as long as you choose."
          onChange={setDays}
        />
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? "Creating…" : "Create key"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
