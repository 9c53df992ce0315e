import { KeyCapability, type KeyView } from "#contracts/keys.ts";
import type { ListedKey } from "../../db/api-keys.ts";

const instant = (at: number) => new Date(at).toISOString();
const orNull = (at: number | null) => (at === null ? null : instant(at));

export function keyView(key: ListedKey, now: number): KeyView {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    capabilities: KeyCapability.array().parse(JSON.parse(key.capabilities)),
    created_by: key.creator ?? key.createdBy,
    created_at: instant(key.createdAt),
    expires_at: instant(key.expiresAt),
    last_used_at: orNull(key.lastUsedAt),
    revoked_at: orNull(key.revokedAt),
    rotated_to: key.rotatedTo,
    status: statusOf(key, now),
  };
}

/** `rotated`: another key took its place, and it still works until it expires. */
export function statusOf(key: ListedKey, now: number): KeyView["status"] {
  if (key.revokedAt !== null) return "revoked";
  if (key.expiresAt <= now) return "expired";
  return key.rotatedTo === null ? "active" : "rotated";
}
