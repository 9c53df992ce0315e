import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";

export const ProviderId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, "lower-case letters, digits and dashes");

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
  summary: "Go to the provider's sign-in page; `next` is a path of ours to come back to",
  access: "public",
  problems: ["not-found"],
  params,
  query: z.strictObject({ next: z.string().max(2000).optional() }),
  also: { 302: "To the provider" },
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
    state: z.string().max(4000).optional(),
    error: z.string().max(200).optional(),
    error_description: z.string().max(2000).optional(),
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
