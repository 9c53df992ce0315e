import type { Role, TenantRole } from "#contracts/capabilities.ts";
import type { TenantSpec } from "#contracts/operator.ts";
import type { SampleTenant } from "../../runner/sample/world/tenants.ts";

export interface SampleSignIn {
  /** The tenant that they enter first. */
  readonly id: string;
  readonly label: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

type TenantSignIn = SampleSignIn & { readonly role: TenantRole };

/** The sample's sign-ins are no secrets: they open generated data on a loopback address. */
export const ownerOf = (tenant: Pick<SampleTenant, "id" | "label">): TenantSignIn => ({
  id: tenant.id,
  label: tenant.label,
  email: `owner@${tenant.id}.example`,
  password: `sample-${tenant.id}`,
  role: "owner",
});

/** Somebody of the tenant who only looks on. */
const viewerOf = (tenant: SampleTenant): TenantSignIn => ({
  id: tenant.id,
  label: tenant.label,
  email: `viewer@${tenant.id}.example`,
  password: `sample-viewer-${tenant.id}`,
  role: "viewer",
});

/** The one tenant with a viewer of its own. */
const withViewer = "blue-mountain";

export const signInsOf = (tenant: SampleTenant): TenantSignIn[] => [
  ownerOf(tenant),
  ...(tenant.id === withViewer ? [viewerOf(tenant)] : []),
];

export const membersOf = (tenant: SampleTenant): TenantSpec["members"] =>
  signInsOf(tenant).map(({ email, password, role }) => ({
    email,
    password,
    role,
    name: role === "owner" ? `Owner of ${tenant.label}` : `Viewer at ${tenant.label}`,
  }));

export const agency = { id: "harbour-lane", label: "Harbour Lane Agency" };

/** The people of the agency work in every tenant by it: the tenant switcher has something to switch. */
export const agencyPeople = [
  { email: "admin@agency.example", password: "sample-agency-admin", name: "Agency admin", role: "agency_admin" },
  {
    email: "analyst@agency.example",
    password: "sample-agency-analyst",
    name: "Agency analyst",
    role: "agency_analyst",
  },
] as const;
