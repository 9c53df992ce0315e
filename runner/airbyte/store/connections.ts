import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { transaction } from "./database.ts";
import type { Page } from "./workspaces.ts";

export const syncModes = ["full_refresh_append", "incremental_append"] as const;

export const StreamChoice = z.object({
  name: z.string().min(1),
  syncMode: z.enum(syncModes).optional(),
  cursorField: z.array(z.string()).optional(),
  primaryKey: z.array(z.array(z.string())).optional(),
});
export type StreamChoice = z.infer<typeof StreamChoice>;

export const Schedule = z.object({ scheduleType: z.enum(["manual", "cron"]), cronExpression: z.string().optional() });

const fromJson = <T extends z.ZodType>(shape: T) =>
  z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(shape);

const Row = z
  .object({
    id: z.string(),
    name: z.string(),
    source_id: z.string(),
    destination_id: z.string(),
    status: z.enum(["active", "inactive"]),
    deleted_at: z.number().nullable(),
    schedule: fromJson(Schedule),
    namespace_format: z.string(),
    prefix: z.string(),
    schema_updates: z.string(),
    streams: fromJson(z.array(StreamChoice)).nullable(),
    created_at: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    sourceId: row.source_id,
    destinationId: row.destination_id,
    status: row.status,
    schedule: row.schedule,
    /** The platform's folder in the lake, or a schema of the database; empty: the database's own one. */
    platform: row.namespace_format,
    prefix: row.prefix,
    schemaUpdates: row.schema_updates,
    /** null: every stream that the source has. */
    streams: row.streams,
    createdAt: row.created_at,
    isDeleted: row.deleted_at !== null,
  }));
export type Connection = z.infer<typeof Row>;

export interface ConnectionFilter {
  readonly workspaceIds: readonly string[];
  /** Connections with any of these; all when empty. */
  readonly tagIds: readonly string[];
}

export function connectionStore(database: DatabaseSync) {
  return {
    get(id: string): Connection | undefined {
      const row = database.prepare("select * from connections where id = ? and deleted_at is null").get(id);
      return row && Row.parse(row);
    },
    create(connection: Omit<Connection, "id" | "createdAt" | "isDeleted">): Connection {
      const created: Connection = { ...connection, id: randomUUID(), createdAt: Date.now(), isDeleted: false };
      database
        .prepare(
          `insert into connections (id, name, source_id, destination_id, status, schedule, namespace_format, prefix,
             schema_updates, streams, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          created.id,
          created.name,
          created.sourceId,
          created.destinationId,
          created.status,
          JSON.stringify(created.schedule),
          created.platform,
          created.prefix,
          created.schemaUpdates,
          created.streams && JSON.stringify(created.streams),
          created.createdAt,
        );
      return created;
    },
    update(connection: Connection): void {
      database
        .prepare(
          `update connections set name = ?, status = ?, schedule = ?, namespace_format = ?, prefix = ?,
             schema_updates = ?, streams = ? where id = ?`,
        )
        .run(
          connection.name,
          connection.status,
          JSON.stringify(connection.schedule),
          connection.platform,
          connection.prefix,
          connection.schemaUpdates,
          connection.streams && JSON.stringify(connection.streams),
          connection.id,
        );
    },
    /** The lake keeps what was landed; the sync state goes. */
    remove(id: string): void {
      transaction(database, () => {
        database.prepare("update connections set deleted_at = ?, status = 'inactive' where id = ?").run(Date.now(), id);
        database.prepare("delete from stream_states where connection_id = ?").run(id);
      });
    },
    ofSource: (sourceId: string): string[] => idsOf(database, "source_id", sourceId),
    ofDestination: (destinationId: string): string[] => idsOf(database, "destination_id", destinationId),
    list({ limit, offset, includeDeleted }: Page, { workspaceIds, tagIds }: ConnectionFilter): Connection[] {
      const ids = JSON.stringify(workspaceIds);
      const tags = JSON.stringify(tagIds);
      return database
        .prepare(
          `select connections.* from connections join sources on sources.id = source_id
           where (? or connections.deleted_at is null) and (? = '[]' or workspace_id in (select value from json_each(?)))
             and (? = '[]' or connections.id in (
               select connection_id from connection_tags where tag_id in (select value from json_each(?))))
           order by connections.created_at, connections.rowid limit ? offset ?`,
        )
        .all(Number(includeDeleted ?? false), ids, ids, tags, tags, limit, offset)
        .map((row) => Row.parse(row));
    },
  };
}
export type ConnectionStore = ReturnType<typeof connectionStore>;

function idsOf(database: DatabaseSync, column: "source_id" | "destination_id", id: string): string[] {
  return database
    .prepare(`select id from connections where ${column} = ? and deleted_at is null`)
    .all(id)
    .map((row) => String(row.id));
}
