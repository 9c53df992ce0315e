import { expect } from "vitest";
import type { SignedIn } from "#contracts/auth.ts";
import type { AgencyRole, TenantRole } from "#contracts/capabilities.ts";
import type { TenantSpec } from "#contracts/operator.ts";
import { hourly } from "#contracts/schedules.ts";
import { cookieOf, type TestApp } from "./harness.ts";
import { bearer } from "./tokens.ts";

export const password = "correct horse battery staple";

export function tenantSpec(spec: Partial<TenantSpec> = {}): TenantSpec {
  return {
    label: "A tenant",
    time_zone: "America/Jamaica",
    currency: "JMD",
    region_set: "jm-parishes",
    working_hours: { from: 0, to: 24 },
    members: [],
    connections: [],
    ...spec,
  };
}

export function member(email: string, role: TenantRole = "owner"): TenantSpec["members"][number] {
  return { email, name: email.split("@")[0]!, password, role };
}

export function connection(
  id: string,
  spec: Partial<TenantSpec["connections"][number]> = {},
): TenantSpec["connections"][number] {
  const base = { id, name: id, platform: "meta", schedule: hourly } as const;
  return { ...base, airbyte_connection_id: crypto.randomUUID(), ...spec };
}

/** Sets a tenant up the way operators do. */
export async function createTenant(app: TestApp, id: string, spec: Partial<TenantSpec> = {}): Promise<void> {
  const response = await app.send("PUT", `/internal/tenants/${id}/`, tenantSpec(spec), await bearer(app, "operator"));
  expect(response.status, await response.clone().text()).toBe(200);
}

/** Sets an agency up the way operators do, over tenants that exist. */
export async function createAgency(
  app: TestApp,
  id: string,
  spec: { readonly label?: string; readonly tenants: string[]; readonly people?: Readonly<Record<string, AgencyRole>> },
): Promise<void> {
  const members = Object.entries(spec.people ?? {}).map(([email, role]) => ({ ...member(email), role }));
  const body = { label: spec.label ?? "An agency", tenants: spec.tenants, members };
  const response = await app.send("PUT", `/internal/agencies/${id}/`, body, await bearer(app, "operator"));
  expect(response.status, await response.clone().text()).toBe(200);
}

export interface TestSession extends SignedIn {
  readonly cookie: string;
  readonly bearer: { readonly authorization: string };
}

export async function signIn(app: TestApp, email: string, tenantId?: string): Promise<TestSession> {
  const body = { email, password, ...(tenantId === undefined ? {} : { tenant_id: tenantId }) };
  const response = await app.send("POST", "/api/auth/login/", body);
  expect(response.status, await response.clone().text()).toBe(200);
  const signedIn = await response.json<SignedIn>();
  return { ...signedIn, cookie: cookieOf(response), bearer: { authorization: `Bearer ${signedIn.access}` } };
}
