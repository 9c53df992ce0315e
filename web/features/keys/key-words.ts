import type { z } from "zod";
import { capabilityNames } from "#contracts/capabilities.ts";
import type { createKey, KeyCapability, KeyView } from "#contracts/keys.ts";
import type { Tone } from "../../ui/badge.tsx";

export type NewKey = z.output<NonNullable<typeof createKey.output>>;

export const keyStates: Readonly<Record<KeyView["status"], { label: string; tone: Tone }>> = {
  active: { label: "Active", tone: "good" },
  rotated: { label: "Being replaced", tone: "warn" },
  expired: { label: "Expired", tone: "neutral" },
  revoked: { label: "Revoked", tone: "neutral" },
};

/** How long keys may live, in days. */
export const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "180", label: "180 days" },
  { value: "365", label: "1 year" },
  { value: "730", label: "2 years" },
] as const;
export type Lifetime = (typeof lifetimes)[number]["value"];

export const overlaps = [
  { value: "0", label: "None: the old one ends at once" },
  { value: "1", label: "1 hour" },
  { value: "24", label: "1 day" },
  { value: "168", label: "7 days" },
  { value: "720", label: "30 days" },
] as const;
export type Overlap = (typeof overlaps)[number]["value"];

/** Something a key may do, to try it with. */
const examples: readonly [KeyCapability, string][] = [
  ["metrics.read", "/api/metrics/combined/"],
  ["connections.read", "/api/airbyte/telemetry/"],
  ["members.read", "/api/members/"],
  ["audit.read", "/api/audit-log/"],
  ["tenant.read", "/api/tenant/"],
  ["audit.export", "/api/audit-log/export.csv"],
];

/** A command that shows that a key works; undefined when it may only do what one does not do for trying. */
export function curlFor(secret: string, key: KeyView, origin: string): string | undefined {
  const [, path] = examples.find(([capability]) => key.capabilities.includes(capability)) ?? [];
  return path && `curl -H "Authorization: Bearer ${secret}" ${origin}${path}`;
}

export const inWords = (capabilities: readonly KeyCapability[]): string =>
  capabilities.map((capability) => capabilityNames[capability]).join("; ");
