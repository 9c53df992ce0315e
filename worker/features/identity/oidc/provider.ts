import * as oauth from "oauth4webapi";
import { BoundedCache } from "../../../bounded-cache.ts";
import type { Clock } from "../../../clock.ts";
import type { Config } from "../../../env.ts";
import { OidcRefusal } from "./refusal.ts";

export type ProviderConfig = Config["OIDC_PROVIDERS"][number];

/** What an isolate remembers of a provider: plain data only, as no request may wait for what another began. */
export interface KnownProvider {
  readonly metadata: oauth.AuthorizationServer;
  readonly keys: oauth.JWKSCacheInput;
}

export type KnownProviders = ReturnType<typeof openKnownProviders>;

const mostProviders = 50;
const trustMs = 60 * 60_000;
const patienceMs = 5000;

/** Runs a step of the protocol; whatever goes wrong in it becomes a refusal with the step and the library's code. */
export async function attempt<Result>(step: string, work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof OidcRefusal) throw cause;
    const { code, name } = cause as { code?: unknown; name?: unknown };
    throw new OidcRefusal("oidc-failed", `${step}: ${typeof code === "string" ? code : String(name)}`, { cause });
  }
}

/** Every call to a provider: bounded in time, redirections not followed, plain http on the loopback only (env.ts). */
export function callOptions(provider: ProviderConfig) {
  return {
    signal: () => AbortSignal.timeout(patienceMs),
    [oauth.allowInsecureRequests]: provider.issuer.startsWith("http:"),
  };
}

/** What providers say of themselves, read once an hour by each isolate. Gives copies: the library changes what it is given. */
export function openKnownProviders(clock: Clock) {
  const cache = new BoundedCache<KnownProvider>(mostProviders, clock);

  return {
    async discover(provider: ProviderConfig): Promise<KnownProvider> {
      const found = cache.get(provider.issuer) ?? { metadata: await read(provider), keys: {} };
      if (!cache.get(provider.issuer)) cache.set(provider.issuer, found, clock() + trustMs);
      return structuredClone(found);
    },

    /** Remembers the keys that were fetched on the way; the library asks for new ones when one is missing or they are old. */
    keepKeys(provider: ProviderConfig, { keys }: KnownProvider): void {
      Object.assign(cache.get(provider.issuer)?.keys ?? {}, structuredClone(keys));
    },
  };
}

/** The provider's description must name the issuer that we are configured with. */
async function read(provider: ProviderConfig): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(provider.issuer);
  const metadata = await attempt("discovery", async () => {
    const response = await oauth.discoveryRequest(issuer, callOptions(provider));
    return oauth.processDiscoveryResponse(issuer, response);
  });
  if (metadata.authorization_endpoint && metadata.token_endpoint && metadata.jwks_uri) return metadata;
  throw new OidcRefusal("oidc-failed", "discovery: an endpoint is missing");
}
