import { inject } from "vitest";
import type { BrowserJar } from "./browser-jar.ts";
import { app, operator } from "./client.ts";

export const corp = inject("oidc").corp;
export const home = "/dashboards/campaigns";

export const start = (provider: string, next?: string) =>
  `${app.ready.url}/api/auth/oidc/${provider}/start/${next === undefined ? "" : `?${new URLSearchParams({ next })}`}`;

export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly verified: boolean;
}

/** Goes to the provider, says who one is there, and stops before the way back. */
export async function upToCallback(
  jar: BrowserJar,
  person: Person,
  { next, answer = "yes" }: { next?: string; answer?: "yes" | "no" } = {},
): Promise<URL> {
  const notBack = (url: URL) => url.origin === corp;
  const form = await jar.follow(start("corp", next), notBack);
  const { sub, email, verified } = person;
  const said = await jar.post(form.url, { sub, email, answer, ...(verified ? { verified: "on" } : {}) });
  const { url } = await jar.follow(new URL(said.headers.get("location")!, form.url), notBack);
  return url;
}

/** The whole way; gives the path that the person ends on. */
export async function signInAtCorp(jar: BrowserJar, person: Person, next?: string): Promise<string> {
  return landing(await jar.get(await upToCallback(jar, person, next === undefined ? {} : { next })));
}

export function landing(response: Response): string {
  if (response.status !== 302) throw new Error(`No redirection but ${response.status}`);
  return response.headers.get("location")!;
}

export const isSignedIn = async (jar: BrowserJar) => (await jar.get(`${app.ready.url}/api/me/`)).status === 200;

/** Somebody of a tenant of their own, whom no other test knows. */
export async function newOwner(): Promise<{ email: string; tenant: string }> {
  const tenant = `oidc-k${crypto.randomUUID().slice(0, 8)}`;
  const email = `owner@${tenant}.example`;
  await operator().putTenant(tenant, {
    label: tenant,
    time_zone: "America/Jamaica",
    currency: "JMD",
    region_set: "jm-parishes",
    working_hours: { from: 0, to: 24 },
    members: [{ email, name: "Owner", password: `a passphrase of ${tenant}`, role: "owner" }],
    connections: [],
  });
  return { email, tenant };
}

export const person = (email: string, more: Partial<Person> = {}): Person => ({
  sub: `sub-${email}`,
  email,
  verified: true,
  ...more,
});
