import { importJWK, SignJWT } from "jose";
import type { PrivateKey } from "./environment.ts";

/** Signs a token for one call to the Worker; it lives for 60 seconds. */
export type SignToken = () => Promise<string>;

export function createSigner(jwk: PrivateKey, runnerId: string): SignToken {
  const key = importJWK(jwk, "EdDSA");
  return async () =>
    new SignJWT({ scope: "runner" })
      .setProtectedHeader({ alg: "EdDSA", kid: jwk.kid })
      .setIssuer("adinsights-runner")
      .setAudience("adinsights-worker")
      .setSubject(runnerId)
      .setIssuedAt()
      .setExpirationTime("60s")
      .sign(await key);
}
