import { errors, importJWK, type JWTPayload, jwtVerify } from "jose";
import type { Clock } from "../clock.ts";
import type { Config, InternalKey } from "../env.ts";
import { problem } from "./problem.ts";

export type InternalScope = InternalKey["scope"];

const audience = "adinsights-worker";
const longestLife = 60;
const skew = 5;

export interface InternalTokens {
  /** Gives `sub`. 401 when the token is not good, 403 when it is good for another scope. */
  verify(authorization: string | undefined, scope: InternalScope): Promise<string>;
}

/** Tokens of our own machines: EdDSA by a key of INTERNAL_KEYS, which alone decides the scope; at most 60 s long. */
export function internalTokens(config: Config, clock: Clock): InternalTokens {
  const imported = new Map<string, CryptoKey>();

  async function keyOf(kid: string | undefined): Promise<{ key: CryptoKey; scope: InternalScope }> {
    const jwk = config.INTERNAL_KEYS.keys.find((candidate) => candidate.kid === kid);
    if (!jwk) throw new errors.JWSSignatureVerificationFailed();
    const { scope, ...open } = jwk;
    const key = imported.get(jwk.kid) ?? ((await importJWK(open, "EdDSA")) as CryptoKey);
    imported.set(jwk.kid, key);
    return { key, scope };
  }

  return {
    async verify(authorization, scope) {
      const token = authorization?.match(/^Bearer (\S+)$/i)?.[1];
      if (!token) throw unauthenticated("Send a signed token: Authorization: Bearer …");
      let keyScope: InternalScope | undefined;
      const { payload } = await jwtVerify(
        token,
        async (header) => {
          const found = await keyOf(header.kid);
          keyScope = found.scope;
          return found.key;
        },
        {
          algorithms: ["EdDSA"],
          audience,
          currentDate: new Date(clock()),
          clockTolerance: skew,
          requiredClaims: ["exp", "sub"],
        },
      ).catch((cause: unknown) => {
        if (cause instanceof errors.JOSEError) throw unauthenticated("The token is wrong or has expired.", cause);
        throw cause;
      });
      checkClaims(payload, keyScope, clock);
      if (keyScope !== scope) throw problem("forbidden", `This needs a token of scope ${scope}.`);
      return payload.sub!;
    },
  };
}

function checkClaims(payload: JWTPayload, keyScope: InternalScope | undefined, clock: Clock): void {
  if (payload.scope !== keyScope) throw unauthenticated("The token's scope is not its key's.");
  if (payload.iss !== `adinsights-${keyScope}`) throw unauthenticated("The token's issuer is not its key's.");
  if (payload.exp! > clock() / 1000 + longestLife + skew)
    throw unauthenticated("The token lives longer than 60 seconds.");
}

function unauthenticated(detail: string, cause?: unknown) {
  return problem("unauthenticated", { detail, cause, headers: { "www-authenticate": "Bearer" } });
}
