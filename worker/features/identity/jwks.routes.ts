import * as contract from "#contracts/oidc.ts";
import { reply } from "../../http/reply.ts";
import { publicRoute } from "../../http/route.ts";

const jwks = publicRoute(contract.jwks, async (c) => {
  const keys = await c.services.identity.keys.published();
  return reply({
    headers: { "cache-control": "public, max-age=300" },
    body: {
      keys: keys.map(({ kid, x }) => ({
        kty: "OKP" as const,
        crv: "Ed25519" as const,
        alg: "EdDSA" as const,
        use: "sig" as const,
        kid,
        x,
      })),
    },
  });
});

export const routes = [jwks];
