import type { TenantRole } from "#contracts/capabilities.ts";
import { app, operator } from "./client.ts";

export interface Someone {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

export interface World {
  readonly tenant: string;
  readonly label: string;
  readonly owner: Someone;
}

const someone = (tenant: string, name: string): Someone => ({
  email: `${name.toLowerCase()}@${tenant}.example`,
  name: `${name} of ${tenant}`,
  password: `quiet ${crypto.randomUUID()}`,
});

/** A tenant of its own with an owner, whom no other test knows. */
export async function newWorld(what: string): Promise<World> {
  const tenant = `${what}-k${crypto.randomUUID().slice(0, 8)}`;
  const owner = someone(tenant, "Olive");
  const label = `World ${tenant}`;
  await putPeople(tenant, label, [{ ...owner, role: "owner" }]);
  return { tenant, label, owner };
}

export async function addMember({ tenant, label, owner }: World, name: string, role: TenantRole): Promise<Someone> {
  const member = someone(tenant, name);
  await putPeople(tenant, label, [
    { ...owner, role: "owner" },
    { ...member, role },
  ]);
  return member;
}

function putPeople(tenant: string, label: string, members: (Someone & { role: TenantRole })[]) {
  return operator().putTenant(tenant, {
    label,
    time_zone: "America/Jamaica",
    currency: "JMD",
    region_set: "jm-parishes",
    working_hours: { from: 0, to: 24 },
    members,
    connections: [],
  });
}

export const newcomer = ({ tenant }: World, name: string): Someone => someone(tenant, name);

export type Api = (method: string, path: string, body?: unknown) => Promise<Response>;

/** What an API client of this person can ask. */
export async function apiOf({ email, password }: Someone): Promise<Api> {
  const answer = await sendLogin(email, password);
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
  const { access } = (await answer.json()) as { access: string };
  return (method, path, body) =>
    fetch(app.ready.url + path, {
      method,
      headers: { authorization: `Bearer ${access}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

export const sendLogin = (email: string, password: string): Promise<Response> =>
  fetch(`${app.ready.url}/api/auth/login/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
