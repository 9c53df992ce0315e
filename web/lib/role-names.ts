import type { Role } from "#contracts/capabilities.ts";

/** Roles as people read them. */
export const roleNames: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  analyst: "Analyst",
  viewer: "Viewer",
  agency_admin: "Agency admin",
  agency_lead: "Agency lead",
  agency_analyst: "Agency analyst",
  platform_admin: "Platform admin",
  support: "Support",
};
