import { z } from "zod";
import { keyCapabilities } from "./capabilities.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Id, Instant } from "./fields.ts";

export const KeyCapability = z.enum(keyCapabilities);
export type KeyCapability = z.infer<typeof KeyCapability>;

export const KeyView = z.object({
  id: Id,
  name: z.string(),
  /** The start of the secret, to tell keys apart. */
  prefix: z.string(),
  capabilities: z.array(KeyCapability),
  created_by: z.string(),
  created_at: Instant,
  expires_at: Instant,
  /** To the minute. */
  last_used_at: Instant.nullable(),
  revoked_at: Instant.nullable(),
  /** The key that took its place. */
  rotated_to: Id.nullable(),
  status: z.enum(["active", "rotated", "expired", "revoked"]),
});
export type KeyView = z.infer<typeof KeyView>;

/** `secret` is what goes after `Bearer `; it is shown this once. */
const NewKey = z.object({ key: KeyView, secret: z.string() });
const keyParams = z.strictObject({ key_id: Id });

export const listKeys = defineEndpoint({
  name: "listKeys",
  method: "get",
  path: "/api/keys/",
  summary: "API keys of the tenant, newest first",
  access: "keys.read",
  output: z.object({ keys: z.array(KeyView) }),
});

export const createKey = defineEndpoint({
  name: "createKey",
  method: "post",
  path: "/api/keys/",
  summary: "Create an API key; nobody gives a key more than they have",
  access: "keys.manage",
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    capabilities: z.array(KeyCapability).min(1),
    expires_in_days: z.number().int().min(1).max(730),
  }),
  output: NewKey,
});

export const rotateKey = defineEndpoint({
  name: "rotateKey",
  method: "post",
  path: "/api/keys/{key_id}/rotate/",
  summary: "A new key in place of this one, which works on for the overlap",
  access: "keys.manage",
  params: keyParams,
  body: z.strictObject({
    overlap_hours: z.number().int().min(0).max(720).default(24),
    expires_in_days: z.number().int().min(1).max(730),
  }),
  output: NewKey,
});

export const revokeKey = defineEndpoint({
  name: "revokeKey",
  method: "delete",
  path: "/api/keys/{key_id}/",
  summary: "Revoke an API key at once",
  access: "keys.manage",
  params: keyParams,
});
