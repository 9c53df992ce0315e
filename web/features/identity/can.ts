import type { AgencyView } from "#contracts/agencies.ts";
import {
  type Capability,
  capabilitiesOfAll,
  capabilityNames,
  PlatformRole,
  type Role,
} from "#contracts/capabilities.ts";
import type { Me } from "#contracts/me.ts";
import { roleNames } from "../../lib/role-names.ts";

/** What the reader is and may do in one place: a tenant or an agency. The Worker decides by the same table; the page only says it beforehand. */
export interface Standing {
  place: string;
  roles: readonly Role[];
  capabilities: readonly Capability[];
  /** Who can give more. */
  ask: string;
}

export const standingOf = (me: Me): Standing => ({
  place: me.tenant.label,
  roles: me.roles,
  capabilities: me.capabilities,
  ask: `an owner or admin of ${me.tenant.label}`,
});

/** In an agency: by the role there, and by the platform's. */
export function standingIn(agency: AgencyView, me: Me): Standing {
  const ofPlatform = me.roles.filter((role) => PlatformRole.safeParse(role).success);
  const roles = [...(agency.role ? [agency.role] : []), ...ofPlatform];
  return {
    place: agency.label,
    roles,
    capabilities: capabilitiesOfAll(roles),
    ask: `an agency admin of ${agency.label}`,
  };
}

export const can = (standing: Standing, capability: Capability): boolean => standing.capabilities.includes(capability);

/** Why a control is off, for its reader; undefined when it may be used. */
export function whyNot(standing: Standing, capability: Capability): string | undefined {
  if (can(standing, capability)) return undefined;
  return `Needs the permission “${capabilityNames[capability]}” (${capability}). Ask ${standing.ask}.`;
}

/** `Analyst and Agency lead`. */
export const rolesInWords = (roles: readonly Role[]): string =>
  new Intl.ListFormat("en").format(roles.map((role) => roleNames[role]));
