import { z } from "zod";
import type { Config } from "../../../env.ts";
import type { SecretStore } from "../../../secrets/secret-store.ts";
import { OidcRefusal } from "./refusal.ts";

const lifetimeSeconds = 10 * 60;
const place = "oidc-sign-in";
const path = "/api/auth/oidc/";

const Pending = z.strictObject({
  provider: z.string(),
  /** Told to the provider and back by the address: says that the answer belongs to this sign-in. */
  state: z.string(),
  /** Told to the provider and back in the signed token: says that the token was made for this sign-in. */
  nonce: z.string(),
  /** Of PKCE: says to the provider that who redeems the code is who asked for it. */
  verifier: z.string(),
  /** The page to go to afterwards. */
  next: z.string(),
  until: z.number(),
});

/** A sign-in that was begun in this browser. Only its sealed cookie knows of it, so nobody else's browser can finish it. */
export type Pending = z.infer<typeof Pending>;

const isPlain = ({ ENVIRONMENT }: Config) => ENVIRONMENT === "development";
const nameOf = (config: Config) => `${isPlain(config) ? "" : "__Secure-"}adinsights.oidc`;
/** Lax, as the way back from the provider is a navigation from another site. */
const attributesOf = (config: Config) => `Path=${path}; HttpOnly; SameSite=Lax${isPlain(config) ? "" : "; Secure"}`;

/** Gives the Set-Cookie value. A second sign-in in the same browser takes the first one's place. */
export async function keepPending(
  config: Config,
  secrets: SecretStore,
  pending: Omit<Pending, "until">,
  now: number,
): Promise<string> {
  const sealed = await secrets.seal(place, JSON.stringify({ ...pending, until: now + lifetimeSeconds * 1000 }));
  return `${nameOf(config)}=${sealed}; Max-Age=${lifetimeSeconds}; ${attributesOf(config)}`;
}

/** Once looked at, a pending sign-in is over, however it ended. */
export const droppedPending = (config: Config) => `${nameOf(config)}=; Max-Age=0; ${attributesOf(config)}`;

/** What this browser began with this provider. */
export async function readPending(
  config: Config,
  secrets: SecretStore,
  headers: Headers,
  provider: string,
  now: number,
): Promise<Pending> {
  const cookies = (headers.get("cookie") ?? "").split(/; */);
  const sealed = cookies.find((cookie) => cookie.startsWith(`${nameOf(config)}=`))?.slice(nameOf(config).length + 1);
  if (!sealed) throw new OidcRefusal("oidc-expired", "not-begun-in-this-browser");
  const text = await secrets.open(place, sealed).catch((cause: unknown) => {
    throw new OidcRefusal("oidc-expired", "cookie-is-not-ours", { cause });
  });
  const pending = Pending.parse(JSON.parse(text));
  if (pending.until <= now) throw new OidcRefusal("oidc-expired", "took-too-long");
  if (pending.provider !== provider) throw new OidcRefusal("oidc-expired", "begun-with-another-provider");
  return pending;
}
