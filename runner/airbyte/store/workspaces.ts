import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  notifications: z.string().transform((text) => JSON.parse(text) as Record<string, unknown>),
});
export type Workspace = z.infer<typeof Row>;

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export function workspaceStore(database: DatabaseSync) {
  const get = (id: string): Workspace | undefined => {
    const row = database.prepare("select * from workspaces where id = ?").get(id);
    return row && Row.parse(row);
  };
  return {
    get,
    create(name: string, notifications: Record<string, unknown>): Workspace {
      const id = randomUUID();
      database
        .prepare("insert into workspaces (id, name, notifications, created_at) values (?, ?, ?, ?)")
        .run(id, name, JSON.stringify(notifications), Date.now());
      return { id, name, notifications };
    },
    list({ limit, offset }: Page, ids: readonly string[]): Workspace[] {
      return database
        .prepare(
          `select * from workspaces where ? = '[]' or id in (select value from json_each(?))
           order by created_at, rowid limit ? offset ?`,
        )
        .all(JSON.stringify(ids), JSON.stringify(ids), limit, offset)
        .map((row) => Row.parse(row));
    },
  };
}
export type WorkspaceStore = ReturnType<typeof workspaceStore>;
