import type { AgencyRole, Role, TenantRole } from "#contracts/capabilities.ts";

/** What a role is for, as one chooses it. The table in contracts/capabilities.ts decides what it may do. */
const hints: Readonly<Record<TenantRole | AgencyRole, string>> = {
  owner: "Everything, and may make and remove other owners.",
  admin: "Connections, members, API keys, audit log and settings.",
  analyst: "Sees numbers, connections and members, and takes numbers out as files.",
  viewer: "Sees numbers and settings.",
  agency_admin: "Everything in the agency and in all its tenants.",
  agency_lead: "Manages all tenants of the agency, but not the agency itself.",
  agency_analyst: "Sees and exports numbers in all tenants of the agency.",
};

export const roleHint = (role: Role): string => (role in hints ? hints[role as keyof typeof hints] : "");
