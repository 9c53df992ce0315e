import type { z } from "zod";
import type { TenantChange, TenantSettings } from "#contracts/tenants.ts";

/** The settings as the form holds them: text only, "" for nothing. */
export interface Draft {
  label: string;
  time_zone: string;
  currency: string;
  region_set: string;
  from: string;
  to: string;
  color: string;
  logo_url: string;
}

export const draftOf = (settings: TenantSettings): Draft => ({
  label: settings.label,
  time_zone: settings.time_zone,
  currency: settings.currency,
  region_set: settings.region_set,
  from: String(settings.working_hours.from),
  to: String(settings.working_hours.to),
  color: settings.branding.color ?? "",
  logo_url: settings.branding.logo_url ?? "",
});

/** What the API calls these fields. */
export const fieldNames = [
  "label",
  "time_zone",
  "currency",
  "region_set",
  "working_hours",
  "working_hours.from",
  "working_hours.to",
  "branding.color",
  "branding.logo_url",
] as const;

export type Change = z.input<typeof TenantChange>;

/** Only what differs from `before`; empty when nothing does. */
export function changeOf(before: TenantSettings, draft: Draft): Change {
  const old = draftOf(before);
  const differs = (...names: (keyof Draft)[]) => names.some((name) => draft[name].trim() !== old[name]);
  const change: Record<string, unknown> = {};
  for (const name of ["label", "time_zone", "currency", "region_set"] as const)
    if (differs(name)) change[name] = draft[name].trim();
  if (differs("from", "to")) change.working_hours = { from: Number(draft.from), to: Number(draft.to) };
  if (differs("color", "logo_url"))
    change.branding = { color: draft.color.trim() || null, logo_url: draft.logo_url.trim() || null };
  return change as Change;
}
