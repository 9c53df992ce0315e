import { useEffect, useState } from "preact/hooks";
import { changeTenant, type TenantSettings } from "#contracts/tenants.ts";
import { call } from "../../lib/client.ts";
import { useForm } from "../../lib/use-form.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.tsx";
import { said } from "../identity/check-fields.ts";
import { refreshSession } from "../identity/keep-session.ts";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import { wear } from "./brand.ts";
import { BrandFields, isColor } from "./brand-fields.tsx";
import { changeOf, type Draft, draftOf, fieldNames } from "./settings-draft.ts";
import { CurrencyField, HoursFields, hoursFit, RegionSetField, TimeZoneField } from "./tenant-fields.tsx";

interface Props {
  settings: TenantSettings;
  /** Why the reader may only look. */
  why: string | undefined;
  onSaved: (settings: TenantSettings) => void;
}

export function SettingsForm({ settings, why, onSaved }: Props) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  useEffect(() => setDraft(draftOf(settings)), [settings]);
  const set = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const change = changeOf(settings, draft);
  const unchanged = Object.keys(change).length === 0;

  const { form, errors, problem, busy, onSubmit } = useForm<(typeof fieldNames)[number]>(fieldNames, {
    check: () =>
      said({
        label: draft.label.trim() === "" ? "Give the workspace a name" : undefined,
        "working_hours.to": hoursFit(draft),
        "branding.color":
          draft.color.trim() !== "" && !isColor(draft.color.trim())
            ? "A colour is # and six digits or letters a to f, such as #1f6feb"
            : undefined,
        "branding.logo_url":
          draft.logo_url.trim() !== "" && !/^https:\/\/\S+$/.test(draft.logo_url.trim())
            ? "An address that begins with https://"
            : undefined,
      }),
    send: async () => {
      if (unchanged) return toast("There is nothing to save");
      const saved = await call(changeTenant, { body: change });
      onSaved(saved);
      wear(saved);
      toast("Settings are saved");
      await refreshSession();
    },
  });

  return (
    <form ref={form} class="settings" noValidate onSubmit={onSubmit}>
      {why && (
        <Banner tone="info" title="You can look, but not change anything">
          <p>{why}</p>
        </Banner>
      )}
      <fieldset class="settings-fields" disabled={why !== undefined}>
        <legend class="visually-hidden">Settings of {settings.label}</legend>
        <Card title="General">
          <div class="form-grid">
            <Field
              label="Name"
              name="label"
              maxLength={200}
              required
              value={draft.label}
              error={errors.label}
              onInput={(event) => set({ label: event.currentTarget.value })}
            />
            <TimeZoneField
              value={draft.time_zone}
              error={errors.time_zone}
              onChange={(time_zone) => set({ time_zone })}
            />
            <CurrencyField value={draft.currency} error={errors.currency} onChange={(currency) => set({ currency })} />
            <RegionSetField
              value={draft.region_set}
              error={errors.region_set}
              onChange={(region_set) => set({ region_set })}
            />
            <HoursFields from={draft.from} to={draft.to} errors={errors} onChange={set} />
          </div>
        </Card>
        <Card title="Look" hint="Shown to everybody who works here">
          <BrandFields draft={draft} errors={errors} onChange={set} />
        </Card>
      </fieldset>
      <ProblemBanner problem={problem} />
      <div class="page-actions">
        <Button look="primary" type="submit" why={why} busy={busy}>
          {busy ? "Saving…" : "Save changes"}
        </Button>
        {!unchanged && !why && <Button onClick={() => setDraft(draftOf(settings))}>Undo</Button>}
      </div>
    </form>
  );
}
