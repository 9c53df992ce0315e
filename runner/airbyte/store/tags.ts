import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { transaction } from "./database.ts";

const Row = z
  .object({ id: z.string(), workspace_id: z.string(), name: z.string(), color: z.string() })
  .transform((row) => ({ id: row.id, workspaceId: row.workspace_id, name: row.name, color: row.color }));
/** `color`: six hexadecimal digits. */
export type Tag = z.infer<typeof Row>;

/** Names by which people group connections; a name is in a workspace once. */
export function tagStore(database: DatabaseSync) {
  return {
    get(id: string): Tag | undefined {
      const row = database.prepare("select * from tags where id = ?").get(id);
      return row && Row.parse(row);
    },
    named(workspaceId: string, name: string): Tag | undefined {
      const row = database.prepare("select * from tags where workspace_id = ? and name = ?").get(workspaceId, name);
      return row && Row.parse(row);
    },
    create(tag: Omit<Tag, "id">): Tag {
      const created = { ...tag, id: randomUUID() };
      database
        .prepare("insert into tags (id, workspace_id, name, color, created_at) values (?, ?, ?, ?, ?)")
        .run(created.id, created.workspaceId, created.name, created.color, Date.now());
      return created;
    },
    update({ id, name, color }: Tag): void {
      database.prepare("update tags set name = ?, color = ? where id = ?").run(name, color, id);
    },
    /** Connections that had it go without. */
    remove(id: string): void {
      database.prepare("delete from tags where id = ?").run(id);
    },
    list(workspaceIds: readonly string[]): Tag[] {
      const ids = JSON.stringify(workspaceIds);
      return database
        .prepare(
          `select * from tags where ? = '[]' or workspace_id in (select value from json_each(?))
           order by created_at, rowid`,
        )
        .all(ids, ids)
        .map((row) => Row.parse(row));
    },
    ofConnection(connectionId: string): Tag[] {
      return database
        .prepare("select tags.* from tags join connection_tags on tag_id = id where connection_id = ? order by name")
        .all(connectionId)
        .map((row) => Row.parse(row));
    },
    setOnConnection(connectionId: string, tagIds: readonly string[]): void {
      transaction(database, () => {
        database.prepare("delete from connection_tags where connection_id = ?").run(connectionId);
        const put = database.prepare("insert or ignore into connection_tags (connection_id, tag_id) values (?, ?)");
        for (const tagId of tagIds) put.run(connectionId, tagId);
      });
    },
  };
}
export type TagStore = ReturnType<typeof tagStore>;
