import { useState } from "preact/hooks";
import { type AgencyTenant, type AgencyView, createAgencyTenant } from "#contracts/agencies.ts";
import { TenantId } from "#contracts/fields.ts";
import { call } from "../../lib/client.ts";
import { useForm } from "../../lib/use-form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { said } from "../identity/check-fields.ts";
import { ProblemBanner } from "../identity/problem-banner.tsx";
import "../tenants/settings.css";
import { CurrencyField, HoursFields, hoursFit, RegionSetField, TimeZoneField } from "../tenants/tenant-fields.tsx";
import { slugOf } from "./slug.ts";

interface Props {
  agency: AgencyView;
  onCreated: (tenant: AgencyTenant) => void;
  onClose: () => void;
}

const names = [
  "id",
  "label",
  "time_zone",
  "currency",
  "region_set",
  "working_hours",
  "working_hours.from",
  "working_hours.to",
] as const;

const start = {
  label: "",
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: "USD",
  region_set: "none",
  from: "6",
  to: "22",
};

export function CreateTenantDialog({ agency, onCreated, onClose }: Props) {
  const [draft, setDraft] = useState(start);
  const [ownId, setOwnId] = useState<string | null>(null);
  const set = (changed: Partial<typeof start>) => setDraft((before) => ({ ...before, ...changed }));
  const id = ownId ?? slugOf(draft.label);

  const { form, errors, problem, busy, onSubmit } = useForm<(typeof names)[number]>(names, {
    check: () =>
      said({
        label: draft.label.trim() === "" ? "Give the workspace a name" : undefined,
        id: TenantId.safeParse(id.trim()).success
          ? undefined
          : "Lower-case letters, digits and dashes, 2 to 63 of them",
        "working_hours.to": hoursFit(draft),
      }),
    send: async () => {
      const { label, time_zone, currency, region_set, from, to } = draft;
      const working_hours = { from: Number(from), to: Number(to) };
      const body = createAgencyTenant.body!.parse({
        id: id.trim(),
        label,
        time_zone,
        currency,
        region_set,
        working_hours,
      });
      onCreated(await call(createAgencyTenant, { params: { agency_id: agency.id }, body }));
    },
    onProblem: (thrown) =>
      thrown.kind === "conflict" ? { errors: { id: thrown.detail ?? "This id is taken: choose another" } } : undefined,
  });

  return (
    <Dialog title={`Create a tenant of ${agency.label}`} onClose={onClose} held={busy} wide>
      <form ref={form} class="dialog-body" noValidate onSubmit={onSubmit}>
        <div class="form-grid">
          <Field
            label="Name"
            name="label"
            maxLength={200}
            autocomplete="off"
            autoFocus
            value={draft.label}
            error={errors.label}
            onInput={(event) => set({ label: event.currentTarget.value })}
          />
          <Field
            label="Id"
            name="id"
            maxLength={63}
            autocomplete="off"
            autoCapitalize="none"
            spellcheck={false}
            hint="For programs; it never changes."
            value={id}
            error={errors.id}
            onInput={(event) => setOwnId(event.currentTarget.value)}
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
        <ProblemBanner problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            {busy ? "Creating…" : "Create tenant"}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
