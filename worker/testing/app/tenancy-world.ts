import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import { app, operator } from "./client.ts";

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** How many tenants the owner has besides: more than one page of the switcher. */
const others = 104;
const run = Math.random().toString(36).slice(2, 8);

const person = (name: string): Person => ({
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@${run}.example`,
  password: `a long way to ${run} harbour`,
});

export const people = {
  owner: person("Olive Owner"),
  admin: person("Adam Admin"),
  viewer: person("Vera Viewer"),
  lead: person("Lea Agency"),
};

export const home = { id: `home-${run}`, label: `Home ${run}` };
/** Last by its name, so that only the server knows it at first. */
export const far = { id: `far-${run}`, label: `Zzz far away ${run}` };
export const agency = { id: `agency-${run}`, label: `Agency ${run}` };
export const newTenant = { id: `new-${run}`, label: `New ${run}` };

const settings = {
  time_zone: "America/Jamaica",
  currency: "JMD",
  region_set: "none",
  working_hours: { from: 6, to: 22 },
  connections: [],
} as const;

const member = <Role extends TenantRole | AgencyRole>(who: Person, role: Role) => ({ ...who, role });

/** A tenant with an owner, an admin and a viewer, of an agency; and a hundred others that the owner may enter too. */
export async function provision(): Promise<void> {
  const worker = operator();
  const put = (tenant: { id: string; label: string }, members: ReturnType<typeof member<TenantRole>>[]) =>
    worker.putTenant(tenant.id, { ...settings, connections: [], label: tenant.label, members });
  const { owner, admin, viewer, lead } = people;
  await put(home, [member(owner, "owner"), member(admin, "admin"), member(viewer, "viewer")]);
  await put(far, [member(owner, "analyst")]);
  const rest = Array.from({ length: others }, (_, index) => ({
    id: `m${index}-${run}`,
    label: `Middle ${index} ${run}`,
  }));
  for (const each of rest) await put(each, [member(owner, "viewer")]);
  await worker.putAgency(agency.id, {
    label: agency.label,
    tenants: [home.id],
    members: [member(lead, "agency_admin")],
  });
}

/** What a link of an invitation leads to. */
export async function inviteBehind(token: string): Promise<{ status: number; type?: string }> {
  const response = await fetch(`${app.ready.url}/api/auth/invite/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const { type } = (await response.json()) as { type?: string };
  return { status: response.status, ...(type ? { type } : {}) };
}

/** Something that a key may do with `tenant.read`. */
export const withKey = (secret: string) =>
  fetch(`${app.ready.url}/api/tenant/`, { headers: { authorization: `Bearer ${secret}` } });
