import { z } from "zod";

export const TenantRole = z.enum(["owner", "admin", "analyst", "viewer"]);
export type TenantRole = z.infer<typeof TenantRole>;

/** In an agency, and by it in every tenant of the agency. */
export const AgencyRole = z.enum(["agency_admin", "agency_lead", "agency_analyst"]);
export type AgencyRole = z.infer<typeof AgencyRole>;

/** Our own people: they administer, and see no client's numbers. */
export const PlatformRole = z.enum(["platform_admin", "support"]);
export type PlatformRole = z.infer<typeof PlatformRole>;

export const Role = z.enum([...TenantRole.options, ...AgencyRole.options, ...PlatformRole.options]);
export type Role = z.infer<typeof Role>;

/** What each capability lets its holder do, in words for people. */
export const capabilityNames = {
  "metrics.read": "See numbers and dashboards",
  "metrics.export": "Take numbers out as files",
  "snapshots.pin": "Keep snapshots, so that their numbers can be shown for ever",
  "connections.read": "See connections and their syncs",
  "connections.manage": "Create, change, run and delete connections",
  "members.read": "See who belongs to the tenant",
  "members.manage": "Invite, change roles, remove",
  "keys.read": "See API keys (never their secrets)",
  "keys.manage": "Create, rotate and revoke API keys",
  "audit.read": "Read the audit log",
  "audit.export": "Take the audit log out as CSV",
  "tenant.read": "See the tenant's settings",
  "tenant.manage": "Change the tenant's settings",
  "agency.read": "See the agency, its tenants and its people",
  "agency.manage": "Add tenants to the agency, invite and remove its people",
  "platform.read": "See all agencies, tenants and the platform's audit log",
} as const;

export const Capability = z.enum(Object.keys(capabilityNames) as (keyof typeof capabilityNames)[]);
export type Capability = z.infer<typeof Capability>;

const viewer = ["metrics.read", "tenant.read"] as const;
const analyst = [...viewer, "metrics.export", "snapshots.pin", "connections.read", "members.read"] as const;
const admin = [
  ...analyst,
  "connections.manage",
  "members.manage",
  "keys.read",
  "keys.manage",
  "audit.read",
  "audit.export",
  "tenant.manage",
] as const;
const support = [
  "tenant.read",
  "members.read",
  "connections.read",
  "audit.read",
  "agency.read",
  "platform.read",
] as const;

/** The one table of who may do what. Worker and page both read it; docs/tenancy.md is made from it. */
export const capabilitiesOf: Readonly<Record<Role, readonly Capability[]>> = {
  owner: admin,
  admin,
  analyst,
  viewer,
  agency_admin: [...admin, "agency.read", "agency.manage"],
  agency_lead: [...admin, "agency.read"],
  agency_analyst: [...analyst, "agency.read"],
  platform_admin: [
    ...support,
    "members.manage",
    "tenant.manage",
    "keys.read",
    "keys.manage",
    "audit.export",
    "agency.manage",
  ],
  support,
};

/** Whom the holder of a role may make, change or remove. Nobody grants more than they have. */
export const grantsOf: Readonly<Record<Role, readonly Role[]>> = {
  owner: TenantRole.options,
  admin: ["admin", "analyst", "viewer"],
  analyst: [],
  viewer: [],
  agency_admin: [...TenantRole.options, ...AgencyRole.options],
  agency_lead: ["admin", "analyst", "viewer"],
  agency_analyst: [],
  platform_admin: [...TenantRole.options, ...AgencyRole.options],
  support: [],
};

/** What a service account may be given: nothing by which it could make itself or others stronger. */
export const keyCapabilities = [
  "metrics.read",
  "metrics.export",
  "connections.read",
  "connections.manage",
  "members.read",
  "audit.read",
  "audit.export",
  "tenant.read",
] as const satisfies readonly Capability[];

/** What somebody who holds these roles in one place may do there. */
export function capabilitiesOfAll(roles: readonly Role[]): Capability[] {
  const held = new Set(roles.flatMap((role) => capabilitiesOf[role]));
  return Capability.options.filter((capability) => held.has(capability));
}

export const mayGrant = (roles: readonly Role[], role: Role): boolean =>
  roles.some((held) => grantsOf[held].includes(role));
