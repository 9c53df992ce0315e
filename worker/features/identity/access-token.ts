import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { BoundedCache } from "../../bounded-cache.ts";
import type { Clock } from "../../clock.ts";
import type { SigningKeys } from "./signing-keys.ts";

const issuer = "adinsights";
const audience = "adinsights-api";
export const accessTokenSeconds = 5 * 60;

const Claims = z.object({ sub: z.string(), tid: z.string(), sid: z.string(), exp: z.number() });

/** Whom a token speaks for. What they may do is not in it: that is read per request. */
export interface AccessClaims {
  readonly userId: string;
  readonly tenantId: string;
  readonly sessionId: string;
}

export type AccessTokens = ReturnType<typeof accessTokens>;

/** Bearer tokens of people and their scripts: EdDSA, 5 minutes, bound to one tenant and one session. */
export function accessTokens(keys: SigningKeys, clock: Clock) {
  const verified = new BoundedCache<AccessClaims>(2000, clock);

  return {
    async sign(claims: AccessClaims): Promise<string> {
      const { kid, key } = await keys.signer();
      const now = Math.floor(clock() / 1000);
      return new SignJWT({ tid: claims.tenantId, sid: claims.sessionId })
        .setProtectedHeader({ alg: "EdDSA", kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(claims.userId)
        .setIssuedAt(now)
        .setExpirationTime(now + accessTokenSeconds)
        .sign(key);
    },

    /** Undefined when the token is forged, has expired, or is for something else. */
    async verify(token: string): Promise<AccessClaims | undefined> {
      const known = verified.get(token);
      if (known) return known;
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid = "" }) => {
            const key = await keys.verifier(kid);
            if (!key) throw new errors.JWKSNoMatchingKey();
            return key;
          },
          { algorithms: ["EdDSA"], issuer, audience, currentDate: new Date(clock()) },
        );
        const { sub, tid, sid, exp } = Claims.parse(payload);
        const claims = { userId: sub, tenantId: tid, sessionId: sid };
        verified.set(token, claims, exp * 1000);
        return claims;
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined;
        throw error;
      }
    },
  };
}
