import type { z } from "zod";
import { Branding, type TenantChange, type TenantSettings } from "#contracts/tenants.ts";
import type { ProfileChange, ProfileWithAgency } from "../../db/profile.ts";
import { fromTo } from "./from-to.ts";

type Change = z.output<typeof TenantChange>;

export function settingsOf(profile: ProfileWithAgency): TenantSettings {
  return {
    id: profile.id,
    label: profile.label,
    time_zone: profile.timeZone,
    currency: profile.currency,
    region_set: profile.regionSet,
    working_hours: { from: profile.workFrom, to: profile.workTo },
    branding: Branding.parse(JSON.parse(profile.branding ?? "{}")),
    plan: profile.plan,
    agency: profile.agency,
    created_at: new Date(profile.createdAt).toISOString(),
  };
}

/** What a change changes, as columns and as the audit log tells it; undefined: nothing. */
export function changesOf(before: TenantSettings, asked: Change) {
  const detail = fromTo<object>(before, asked);
  if (detail === undefined) return undefined;
  const names = Object.keys(detail) as (keyof Change)[];
  const columns: ProfileChange = Object.assign({}, ...names.map((name) => columnsOf[name](asked)));
  return { columns, detail };
}

const columnsOf: Readonly<Record<keyof Change, (asked: Change) => ProfileChange>> = {
  label: ({ label }) => ({ label: label! }),
  time_zone: ({ time_zone }) => ({ timeZone: time_zone! }),
  currency: ({ currency }) => ({ currency: currency! }),
  region_set: ({ region_set }) => ({ regionSet: region_set! }),
  working_hours: ({ working_hours }) => ({ workFrom: working_hours!.from, workTo: working_hours!.to }),
  branding: ({ branding }) => ({ branding: JSON.stringify(branding) }),
};
