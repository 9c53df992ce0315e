import { importJWK, type JWK, SignJWT } from "jose";
import type { InternalScope } from "../http/internal-token.ts";
import type { TestApp } from "./harness.ts";

interface Claims {
  readonly scope?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now. */
  readonly lifetime?: number;
  readonly key?: JWK;
}

/** A token of our own machines, good unless told otherwise. */
export async function internalToken(app: TestApp, scope: InternalScope, claims: Claims = {}): Promise<string> {
  const jwk = claims.key ?? app.env.TEST_KEYS[scope];
  const now = Math.floor(app.clock() / 1000);
  return new SignJWT({ scope: claims.scope ?? scope })
    .setProtectedHeader({ alg: "EdDSA", kid: jwk.kid ?? "" })
    .setIssuer(claims.issuer ?? `adinsights-${scope}`)
    .setAudience(claims.audience ?? "adinsights-worker")
    .setSubject(`test-${scope}`)
    .setIssuedAt(now)
    .setExpirationTime(now + (claims.lifetime ?? 50))
    .sign(await importJWK(jwk, "EdDSA"));
}

export async function bearer(app: TestApp, scope: InternalScope): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await internalToken(app, scope)}` };
}

/** The same token with one letter of its signature changed. */
export function forged(token: string): string {
  const at = token.lastIndexOf(".") + 10;
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}
