import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import type { SchemaChange } from "#contracts/connections.ts";
import { Id, TenantId } from "#contracts/fields.ts";
import { insertFrom } from "./insert-from.ts";
import type { TenantScope } from "./open.ts";
import { changed, type OutboxMessage } from "./outbox.ts";
import { outbox, schemaChanges, streamCatalogs } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

/** The columns of each stream by its name; null of streams that the connection does not read. */
const Catalog = z.record(z.string(), z.array(z.string()).nullable());
export type Catalog = z.infer<typeof Catalog>;

export const SchemaLookPayload = z.strictObject({ tenant_id: TenantId, connection_id: Id });
export const schemaLookJob = "schema.look";

export interface Seen {
  readonly streams: Catalog;
  readonly version: number;
}

export function openStreamCatalogs(scope: TenantScope) {
  const { db, tenantId, clock } = scope;
  return {
    /** Undefined: nobody has looked yet. */
    async read(connectionId: string): Promise<Seen | undefined> {
      const found = await db
        .select()
        .from(streamCatalogs)
        .where(ownedBy(scope, streamCatalogs, eq(streamCatalogs.connectionId, connectionId)))
        .get();
      return found && { streams: Catalog.parse(JSON.parse(found.streams)), version: found.version };
    },

    /** Puts a catalog in the place of the one it was compared with, and each change with it. False: another look came first. */
    async keep(
      connectionId: string,
      runId: string | null,
      before: Seen | undefined,
      catalog: Catalog,
      changes: readonly Pick<SchemaChange, "stream" | "kind" | "column" | "from" | "to">[],
    ): Promise<boolean> {
      const [streams, seenAt] = [JSON.stringify(catalog), clock()];
      const found = JSON.stringify(changes.map((change) => ({ ...change, id: uuidv7() })));
      const of = (name: string) => sql`value ->> ${name}`;
      const [kept] = await db.batch([
        db
          .insert(streamCatalogs)
          .values({ tenantId, connectionId, streams, version: 1, seenAt })
          .onConflictDoUpdate({
            target: [streamCatalogs.tenantId, streamCatalogs.connectionId],
            set: { streams, version: sql`${streamCatalogs.version} + 1`, seenAt },
            setWhere: sql`${streamCatalogs.version} = ${before?.version ?? 0}`,
          }),
        insertFrom(
          db,
          schemaChanges,
          {
            tenantId,
            id: of("id"),
            connectionId,
            runId,
            stream: of("stream"),
            kind: of("kind"),
            column: of("column"),
            fromType: of("from"),
            toType: of("to"),
            seenAt,
            acknowledgedAt: null,
          },
          sql`from json_each(${found}) where ${changed}`,
        ),
      ]);
      return kept.meta.changes > 0;
    },

    /** A look at the streams, soon; the message is kept until the queue has it. */
    async askForLook(connectionId: string): Promise<OutboxMessage> {
      const [now, payload] = [clock(), { tenant_id: tenantId, connection_id: connectionId }];
      const message = { id: uuidv7(), tenantId, job: schemaLookJob, payload, sendAt: now };
      await db.insert(outbox).values({ ...message, payload: JSON.stringify(payload), createdAt: now });
      return message;
    },
  };
}
