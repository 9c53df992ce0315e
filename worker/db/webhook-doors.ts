import { and, eq, isNull } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Db } from "./open.ts";
import { webhookEndpoints } from "./schema.ts";
import { openStreamCatalogs } from "./stream-catalogs.ts";
import { openSyncMoves } from "./sync-moves.ts";
import { openWebhooks } from "./webhooks.ts";

export type WebhookDoor = NonNullable<Awaited<ReturnType<ReturnType<typeof openWebhookDoors>["byTokenHash"]>>>;

/** Finds whose address a notification came to. Crosses tenants by its nature, and always starts from one secret token. */
export function openWebhookDoors(db: Db, clock: Clock) {
  return {
    /**
     * `hash`: SHA-256 of the token, in hex. Undefined when it is no address, or no longer one. What lies behind the door is little: the tenant's
     * notifications, and a sooner look at a sync or at a source's streams. `secret` is sealed.
     */
    async byTokenHash(hash: string) {
      const { tenantId, id, secret } = webhookEndpoints;
      const found = await db
        .select({ tenantId, id, secret })
        .from(webhookEndpoints)
        .where(and(eq(webhookEndpoints.tokenHash, hash), isNull(webhookEndpoints.revokedAt)))
        .get();
      if (!found) return undefined;
      const scope = { db, clock, tenantId: found.tenantId };
      const { lookAgain } = openSyncMoves(scope);
      return {
        ...found,
        webhooks: openWebhooks(scope),
        lookAgain,
        lookAtStreams: openStreamCatalogs(scope).askForLook,
      };
    },
  };
}
