import type { z } from "zod";
import { Branding, type TenantChange, type TenantSettings } from "#contracts/tenants.ts";
import type { ProfileChange, ProfileWithAgency } from "../../db/profile.ts";

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
  const names = Object.keys(asked) as (keyof Change)[];
  const differing = names.filter(
    (name) => asked[name] !== undefined && JSON.stringify(asked[name]) !== JSON.stringify(before[name]),
  );
  if (differing.length === 0) return undefined;
  const columns: ProfileChange = Object.assign({}, ...differing.map((name) => columnsOf[name](asked)));
  const fromTo = Object.fromEntries(differing.map((name) => [name, { from: before[name], to: asked[name] }]));
  return { columns, fromTo };
}

const columnsOf: Readonly<Record<keyof Change, (asked: Change) => ProfileChange>> = {
  label: ({ label }) => ({ label: label! }),
  time_zone: ({ time_zone }) => ({ timeZone: time_zone! }),
  currency: ({ currency }) => ({ currency: currency! }),
  region_set: ({ region_set }) => ({ regionSet: region_set! }),
  working_hours: ({ working_hours }) => ({ workFrom: working_hours!.from, workTo: working_hours!.to }),
  branding: ({ branding }) => ({ branding: JSON.stringify(branding) }),
};
