import * as oauth from "oauth4webapi";
import { home, pageOfOurs } from "#contracts/next-path.ts";
import * as contract from "#contracts/oidc.ts";
import { problem } from "../../../http/problem.ts";
import { type Reply, reply } from "../../../http/reply.ts";
import { type PublicContext, publicRoute } from "../../../http/route.ts";
import { begin } from "../let-in.ts";
import { findEntrant } from "./account.ts";
import { authorizationAddress, exchange } from "./exchange.ts";
import { droppedPending, keepPending, readPending } from "./pending.ts";
import type { ProviderConfig } from "./provider.ts";
import { OidcRefusal } from "./refusal.ts";

/** A longer one would make the cookie larger than browsers take. */
const longestNext = 1500;

const oidcProviders = publicRoute(contract.oidcProviders, async ({ services: { config } }) => ({
  providers: config.OIDC_PROVIDERS.map(({ id, name }) => ({ id, name })),
}));

const startOidc = publicRoute(contract.startOidc, async (c) => {
  const { config, secrets, oidc, clock } = c.services;
  const provider = providerOf(c, c.params.provider);
  const next = pageOfOurs(c.query.next, new URL(config.APP_URL).origin) ?? home;
  const pending = {
    provider: provider.id,
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    next: next.length > longestNext ? home : next,
  };
  try {
    const known = await oidc.known.discover(provider);
    const address = await authorizationAddress(provider, known, pending, redirectUri(c, provider));
    return redirect(address, [await keepPending(config, secrets, pending, clock())]);
  } catch (error) {
    return refuse(c, provider, error, pending.next);
  }
});

const finishOidc = publicRoute(contract.finishOidc, async (c) => {
  const { config, secrets, oidc, clock } = c.services;
  const provider = providerOf(c, c.params.provider);
  let next = home;
  try {
    const pending = await readPending(config, secrets, c.headers, provider.id, clock());
    next = pending.next;
    const known = await oidc.known.discover(provider);
    const answer = new URLSearchParams(c.query as Record<string, string>);
    const identity = await exchange({ provider, known, pending, answer, redirectUri: redirectUri(c, provider) });
    oidc.known.keepKeys(provider, known);
    const entrant = await findEntrant(c, identity, provider.id);
    // The provider asked for what it asks for: no second factor of ours on top.
    const { headers } = await begin(
      c,
      entrant.user,
      { by: "oidc", tenantId: entrant.active.id },
      { provider: provider.id },
    );
    return redirect(next, [...headers.getSetCookie(), droppedPending(config)]);
  } catch (error) {
    return refuse(c, provider, error, next);
  }
});

export const routes = [oidcProviders, startOidc, finishOidc];

function providerOf({ services }: PublicContext, id: string): ProviderConfig {
  const provider = services.config.OIDC_PROVIDERS.find((one) => one.id === id);
  if (!provider) throw problem("not-found", "There is no such sign-in provider; /api/auth/oidc/ lists them.");
  return provider;
}

function redirectUri({ services }: PublicContext, { id }: ProviderConfig): string {
  return new URL(`/api/auth/oidc/${id}/callback/`, services.config.APP_URL).href;
}

function redirect(location: string, cookies: readonly string[]): Reply {
  const headers = cookies.map((cookie): [string, string] => ["set-cookie", cookie]);
  return reply({ status: 302, headers: [["location", location], ...headers] });
}

/** Back to the sign-in page, which says what to do; the log and the audit log say why. */
async function refuse(c: PublicContext, { id }: ProviderConfig, error: unknown, next: string): Promise<Reply> {
  if (!(error instanceof OidcRefusal)) throw error;
  const { problem: code, reason, email } = error;
  c.log.warn("oidc-refused", { provider: id, kind: code, reason });
  // One that was not begun here says nothing of anybody.
  if (code !== "oidc-expired") {
    const detail = { by: "oidc", provider: id, problem: code, reason };
    const target = email === null ? {} : { target: { kind: "user", id: null, label: email } };
    await c.services.identity.sessions.tell(c.trace("sign-in.failed", { detail, ...target }));
  }
  const query = new URLSearchParams({ problem: code, ...(next === home ? {} : { next }) });
  return redirect(`/login?${query}`, [droppedPending(c.services.config)]);
}
