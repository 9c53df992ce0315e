import type { KnownConnector } from "./known.ts";
import { valueAt } from "./paths.ts";
import { mask } from "./secrets.ts";

const shown = 16;

/**
 * Whose rate limit a connection shares: the platform and a fingerprint of the developer token or app that its configuration names, else the
 * platform alone. Null: the configuration names one, but masked.
 */
export async function groupKeyOf(known: KnownConnector, configuration: unknown): Promise<string | null> {
  const values = known.group.map((path) => valueAt(configuration, path));
  const token = values.find((value) => typeof value === "string" && value !== "");
  if (token === mask) return null;
  if (typeof token !== "string") return known.platform;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${known.sourceType} ${token}`));
  return `${known.platform}:${new Uint8Array(digest).toHex().slice(0, shown)}`;
}
