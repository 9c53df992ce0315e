import { and, asc, desc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { StreamResult } from "#contracts/connection-runs.ts";
import type { TenantScope } from "./open.ts";
import { connections, platformGroups, runs, schemaChanges } from "./schema.ts";
import { ownedBy } from "./scoped.ts";

export type EndedSync = Awaited<ReturnType<ReturnType<typeof openSyncHistory>["endedSince"]>>[number];

/** So many syncs of a tenant are looked at; an hourly schedule of a hundred connections ends 16,800 in a week. */
const mostSyncs = 50_000;

export function openSyncHistory(scope: TenantScope) {
  const { db, tenantId } = scope;
  /** Backfills and first syncs read other spans of time than the rest: their size says nothing of the usual. */
  const usual = sql`coalesce(${runs.trigger}, '') not in ('backfill', 'first')`;

  return {
    /** Syncs that ended well or badly after `since`, oldest first; cancelled ones say nothing. */
    async endedSince(since: number) {
      return db
        .select({
          id: runs.id,
          connectionId: sql<string>`${runs.connectionId}`,
          status: runs.status,
          errorClass: runs.errorClass,
          startedAt: runs.startedAt,
          finishedAt: sql<number>`${runs.finishedAt}`,
          rows: runs.rows,
          warning: runs.warning,
          warningKind: runs.warningKind,
          isUsual: sql<number>`${usual}`,
        })
        .from(runs)
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.kind, "sync"),
            inArray(runs.status, ["succeeded", "failed"]),
            gt(runs.finishedAt, since),
            isNotNull(runs.connectionId),
          ),
        )
        .orderBy(asc(runs.finishedAt), asc(runs.id))
        .limit(mostSyncs)
        .all();
    },

    /** How many rows the newest usual syncs of a connection brought, those that brought any, newest first. */
    async rowsOfNewest(connectionId: string, limit: number): Promise<number[]> {
      const found = await db
        .select({ rows: sql<number>`${runs.rows}` })
        .from(runs)
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.connectionId, connectionId),
            eq(runs.kind, "sync"),
            eq(runs.status, "succeeded"),
            gt(runs.rows, 0),
            usual,
          ),
        )
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(limit)
        .all();
      return found.map(({ rows }) => rows);
    },

    /** What each stream of a connection brought in the newest of the last syncs in which it brought anything. */
    async newestStreams(connectionId: string, syncs: number): Promise<StreamResult[]> {
      const found = await db
        .select({ streams: runs.streams })
        .from(runs)
        .where(
          ownedBy(
            scope,
            runs,
            eq(runs.connectionId, connectionId),
            eq(runs.kind, "sync"),
            eq(runs.status, "succeeded"),
            isNotNull(runs.streams),
            sql`${runs.trigger} is not 'backfill'`,
          ),
        )
        .orderBy(desc(runs.createdAt), desc(runs.id))
        .limit(syncs)
        .all();
      const newest = new Map<string, StreamResult>();
      for (const { streams } of found)
        for (const stream of z
          .array(StreamResult)
          .catch([])
          .parse(JSON.parse(streams ?? "[]")))
          if (stream.rows > 0 && !newest.has(stream.name)) newest.set(stream.name, stream);
      return [...newest.values()];
    },

    /** By connection: schema changes that nobody has acknowledged. */
    async openSchemaChanges(): Promise<Map<string, number>> {
      const rows = await db
        .select({ connectionId: schemaChanges.connectionId, count: sql<number>`count(*)` })
        .from(schemaChanges)
        .where(ownedBy(scope, schemaChanges, sql`${schemaChanges.acknowledgedAt} is null`))
        .groupBy(schemaChanges.connectionId)
        .all();
      return new Map(rows.map(({ connectionId, count }) => [connectionId, count]));
    },

    /** Groups of this tenant's connections whose platform asked to wait beyond `now`. */
    async waitingGroups(now: number) {
      return db
        .selectDistinct({
          platform: platformGroups.platform,
          until: sql<number>`${platformGroups.pausedUntil}`,
          reason: platformGroups.pausedReason,
        })
        .from(platformGroups)
        .innerJoin(connections, and(eq(connections.groupKey, platformGroups.key), eq(connections.tenantId, tenantId)))
        .where(gt(platformGroups.pausedUntil, now))
        .orderBy(asc(platformGroups.platform))
        .all();
    },
  };
}
