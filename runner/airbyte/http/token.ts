import { createHash, hkdfSync, timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { AirbyteConfig } from "../config.ts";

export const TOKEN_SECONDS = 900;
const ISSUER = "embedded-airbyte";

export interface Tokens {
  issue(): Promise<string>;
  isValid(token: string): Promise<boolean>;
  isClient(id: string, secret: string): boolean;
}

/** Signed tokens: they outlive a restart of this process, as long as the secret key stays. */
export function createTokens(config: Pick<AirbyteConfig, "secretKey" | "clientId" | "clientSecret">): Tokens {
  const key = new Uint8Array(hkdfSync("sha256", config.secretKey, "", "access tokens", 32));
  return {
    issue: () =>
      new SignJWT({})
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(ISSUER)
        .setSubject(config.clientId)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`)
        .sign(key),
    isValid: (token) =>
      jwtVerify(token, key, { issuer: ISSUER, subject: config.clientId, algorithms: ["HS256"] }).then(
        () => true,
        () => false,
      ),
    isClient: (id, secret) => same(id, config.clientId) && same(secret, config.clientSecret),
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
