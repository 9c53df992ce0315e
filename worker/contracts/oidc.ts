import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";

export const ProviderId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, "lower-case letters, digits and dashes");

/** `problem` in the address of /login after a sign-in at a provider that came to nothing. */
export const OidcProblem = z.enum([
  /** Nobody here goes by that identity, or they belong to no tenant: an invitation comes first. */
  "oidc-no-account",
  /** The provider does not vouch for the e-mail. */
  "oidc-unverified",
  /** The person said no at the provider. */
  "oidc-denied",
  /** Begun too long ago, in another browser, or finished already. */
  "oidc-expired",
  /** The provider is down, or what it said does not hold. */
  "oidc-failed",
]);
export type OidcProblem = z.infer<typeof OidcProblem>;

export const oidcProviders = defineEndpoint({
  name: "oidcProviders",
  method: "get",
  path: "/api/auth/oidc/",
  summary: "The providers one can sign in with",
  access: "public",
  output: z.object({ providers: z.array(z.object({ id: ProviderId, name: z.string() })) }),
});

const params = z.strictObject({ provider: ProviderId });

export const startOidc = defineEndpoint({
  name: "startOidc",
  method: "get",
  path: "/api/auth/oidc/{provider}/start/",
  summary: "Go to the provider's sign-in page; `next` is the page of ours to come back to, and no other address is",
  access: "public",
  problems: ["not-found"],
  params,
  query: z.strictObject({ next: z.string().max(2000).optional() }),
  also: { 302: "To the provider, or to /login when it cannot be reached" },
  page: true,
});

export const finishOidc = defineEndpoint({
  name: "finishOidc",
  method: "get",
  path: "/api/auth/oidc/{provider}/callback/",
  summary: "Where the provider sends people back to; leads on to the page, or to /login with what went wrong",
  access: "public",
  problems: ["not-found"],
  params,
  query: z.looseObject({
    code: z.string().max(4000).optional(),
    state: z.string().max(200).optional(),
    error: z.string().max(200).optional(),
    iss: z.string().max(500).optional(),
  }),
  also: { 302: "To the page" },
  page: true,
});

const Jwk = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string(),
  kid: z.string(),
  alg: z.literal("EdDSA"),
  use: z.literal("sig"),
});

export const jwks = defineEndpoint({
  name: "jwks",
  method: "get",
  path: "/.well-known/jwks.json",
  summary: "The public keys of access tokens, those of the near future included",
  access: "public",
  output: z.object({ keys: z.array(Jwk) }),
});
