import type { Clock } from "../../../clock.ts";
import { type OidcLinks, openOidcLinks } from "../../../db/oidc-links.ts";
import { openDb } from "../../../db/open.ts";
import type { Env } from "../../../env.ts";
import { type KnownProviders, openKnownProviders } from "./provider.ts";

export interface Oidc {
  readonly links: OidcLinks;
  readonly known: KnownProviders;
}

export function openOidc(env: Env, clock: Clock): Oidc {
  return { links: openOidcLinks(openDb(env), clock), known: openKnownProviders(clock) };
}
