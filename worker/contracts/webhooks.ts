import { z } from "zod";
import { defineEndpoint } from "./endpoint.ts";
import { Id, Instant } from "./fields.ts";
import { NextCursor, pageQuery } from "./paging.ts";

/**
 * What Airbyte posts when a sync has ended. Nothing in it is believed: it only makes the next look at the job come sooner. The answer is 202
 * whatever connection it tells of, so that nobody learns which ones there are.
 */
export const receiveWebhook = defineEndpoint({
  name: "receiveWebhook",
  method: "post",
  path: "/api/airbyte/webhooks/{token}/",
  summary: "Take a notification of Airbyte",
  description:
    "Where the address was made with a signature, the headers webhook-id, webhook-timestamp and webhook-signature (standard-webhooks) are required; a message comes once.",
  access: "public",
  params: z.strictObject({ token: z.string().min(1).max(200) }),
  /** Raw, since the signature is over the bytes. */
  binary: { type: "application/json", maxBytes: 64 * 1024 },
  accepted: true,
  problems: ["invalid-input", "not-found", "bad-signature"],
});

export const WebhookEndpoint = z.object({
  id: Id,
  created_at: Instant,
  /** Whether deliveries must carry a signature (standard-webhooks headers). */
  signed: z.boolean(),
  last_delivery_at: Instant.nullable(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const readWebhook = defineEndpoint({
  name: "readWebhook",
  method: "get",
  path: "/api/airbyte/webhooks/",
  summary: "Where the tenant's notifications arrive; the address itself is shown only when it is made",
  access: "connections.read",
  output: z.object({ endpoint: WebhookEndpoint.nullable() }),
});

/** `url` and `secret` are shown this once; the address before this one stops at once. */
export const makeWebhook = defineEndpoint({
  name: "makeWebhook",
  method: "post",
  path: "/api/airbyte/webhooks/",
  summary: "Make a new address for notifications, signed or not",
  access: "connections.manage",
  body: z.strictObject({ signed: z.boolean() }),
  output: z.object({ endpoint: WebhookEndpoint, url: z.string(), secret: z.string().nullable() }),
});

/** Of the address that there is, which stays as it is. `secret` is shown this once; the one before it stops at once. */
export const signWebhook = defineEndpoint({
  name: "signWebhook",
  method: "patch",
  path: "/api/airbyte/webhooks/",
  summary: "Give the address a new signing secret, or have it take notifications without signatures",
  access: "connections.manage",
  body: z.strictObject({ signed: z.boolean() }),
  output: z.object({ endpoint: WebhookEndpoint, secret: z.string().nullable() }),
  problems: ["not-found"],
});

export const removeWebhook = defineEndpoint({
  name: "removeWebhook",
  method: "delete",
  path: "/api/airbyte/webhooks/",
  summary: "Take no notifications any more; polling goes on",
  access: "connections.manage",
});

export const listDeliveries = defineEndpoint({
  name: "listDeliveries",
  method: "get",
  path: "/api/airbyte/webhooks/deliveries/",
  summary: "Notifications that arrived, newest first",
  access: "connections.read",
  query: z.strictObject({ ...pageQuery(100, 50) }),
  output: z.object({
    deliveries: z.array(
      z.object({
        id: Id,
        received_at: Instant,
        last_received_at: Instant,
        times: z.number().int(),
        outcome: z.enum(["checked", "unknown", "ignored"]),
        connection_id: Id.nullable(),
        airbyte_job_id: z.string().nullable(),
        signed: z.boolean(),
      }),
    ),
    next_cursor: NextCursor,
  }),
});
