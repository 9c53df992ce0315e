import { and, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { type AuditDraft, audit, auditIfChanged } from "./audit.ts";
import type { TenantScope } from "./open.ts";
import { connections, runs, webhookDeliveries, webhookEndpoints } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type WebhookDelivery = typeof webhookDeliveries.$inferSelect;

export interface WebhookDraft {
  readonly id: string;
  readonly tokenHash: string;
  /** Sealed; null: unsigned. */
  readonly secret: string | null;
}

export type DeliveryDraft = Pick<
  WebhookDelivery,
  "endpointId" | "dedupeKey" | "outcome" | "airbyteConnectionId" | "airbyteJobId" | "connectionId" | "signed"
>;

export function openWebhooks(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  const open = isNull(webhookEndpoints.revokedAt);
  const revoke = () =>
    db
      .update(webhookEndpoints)
      .set({ revokedAt: clock() })
      .where(ownedBy(scope, webhookEndpoints, open));

  return {
    /** The address that works, with when something last arrived there. */
    async current() {
      const { id, createdAt } = webhookEndpoints;
      const last = sql<number | null>`(select max(last_received_at) from webhook_deliveries
        where tenant_id = ${tenantId} and endpoint_id = ${webhookEndpoints.id})`;
      return db
        .select({ id, createdAt, signed: sql<number>`${webhookEndpoints.secret} is not null`, lastDeliveryAt: last })
        .from(webhookEndpoints)
        .where(ownedBy(scope, webhookEndpoints, open))
        .get();
    },

    /** Puts an address in the place of the one there was. */
    async make(draft: WebhookDraft, told: AuditDraft): Promise<void> {
      await db.batch([
        revoke(),
        db.insert(webhookEndpoints).values({ ...draft, tenantId, createdAt: clock() }),
        audit(db, told),
      ]);
    },

    /** Another signing secret for the address, sealed, or none. False when it is not there any more. */
    async sign(id: string, secret: string | null, told: AuditDraft): Promise<boolean> {
      const [changed] = await db.batch([
        db
          .update(webhookEndpoints)
          .set({ secret })
          .where(ownedBy(scope, webhookEndpoints, open, eq(webhookEndpoints.id, id)))
          .returning({ id: webhookEndpoints.id }),
        auditIfChanged(db, told),
      ]);
      return changed.length > 0;
    },

    async remove(told: AuditDraft): Promise<void> {
      await db.batch([revoke(), auditIfChanged(db, told)]);
    },

    /** The connection that Airbyte calls so, if it is the tenant's, with its running sync if there is one. */
    async about(airbyteConnectionId: string) {
      const unfinished = and(
        eq(runs.tenantId, connections.tenantId),
        eq(runs.connectionId, connections.id),
        eq(runs.kind, "sync"),
        eq(runs.status, "running"),
      );
      return db
        .select({ connectionId: connections.id, run: runs })
        .from(connections)
        .leftJoin(runs, unfinished)
        .where(
          ownedBy(
            scope,
            connections,
            eq(connections.airbyteConnectionId, airbyteConnectionId),
            isNull(connections.deletedAt),
          ),
        )
        .get();
    },

    /** Notes a delivery. True when it is the first of its kind; one that comes again is counted. */
    async record(draft: DeliveryDraft): Promise<boolean> {
      const now = clock();
      const noted = await db
        .insert(webhookDeliveries)
        .values({ ...draft, tenantId, id: uuidv7(), receivedAt: now, lastReceivedAt: now })
        .onConflictDoUpdate({
          target: [webhookDeliveries.tenantId, webhookDeliveries.endpointId, webhookDeliveries.dedupeKey],
          set: { times: sql`${webhookDeliveries.times} + 1`, lastReceivedAt: now },
        })
        .returning({ times: webhookDeliveries.times })
        .get();
      return noted.times === 1;
    },

    /** Whether a delivery of this key was noted before. */
    async isKnown(endpointId: string, dedupeKey: string): Promise<boolean> {
      const same = [eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.dedupeKey, dedupeKey)];
      const found = await db
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(ownedBy(scope, webhookDeliveries, ...same))
        .get();
      return found !== undefined;
    },

    /** Newest first; `before` is the id of the last one that was shown. */
    async deliveries(before: string | null, limit: number): Promise<WebhookDelivery[]> {
      return db
        .select()
        .from(webhookDeliveries)
        .where(ownedBy(scope, webhookDeliveries, before === null ? undefined : lt(webhookDeliveries.id, before)))
        .orderBy(desc(webhookDeliveries.id))
        .limit(limit)
        .all();
    },
  };
}
