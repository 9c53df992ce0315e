import type { RefreshCredentials } from "./credentials.ts";
import { numericId, textOf } from "./random.ts";

/** Sources that tell of a tenant's website instead of its ads. One a line; each has a line in every table of web sources as well. */
export const webSources = [
  "search_console", //
  "ga4",
] as const;
export type WebSource = (typeof webSources)[number];

/** What an agency holds to read of a tenant's website: the credentials of one connection, and what they open. */
export interface WebAccess {
  readonly credentials: RefreshCredentials;
  /** What the source calls the website: a site's address in Search Console, a property's number in GA4. */
  readonly properties: readonly string[];
}

export type WebAccesses = { readonly [S in WebSource]: WebAccess };

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** `site` is what Search Console calls it: an address that ends in a slash, or `sc-domain:` and a domain. */
export function webAccesses(seed: number, tenantId: string, site: string): WebAccesses {
  const credentials = (source: WebSource): RefreshCredentials => ({
    clientId: `${textOf(12, "0123456789", seed, source, "client")}-${textOf(32, LETTERS, seed, source, "client")}.apps.example`,
    clientSecret: `GOCSPX-${textOf(28, LETTERS, seed, source, "client secret")}`,
    refreshToken: `1//0${textOf(97, LETTERS, seed, tenantId, source, "token")}`,
    accessToken: `ya29.a0${textOf(90, LETTERS, seed, tenantId, source, "access")}`,
  });
  return {
    search_console: { credentials: credentials("search_console"), properties: [site] },
    ga4: { credentials: credentials("ga4"), properties: [numericId("3", 9, seed, tenantId, "ga4 property")] },
  };
}
