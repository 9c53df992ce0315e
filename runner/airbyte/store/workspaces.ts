import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const webUrl = z.url({ protocol: /^https?$/, error: "must be an http or https URL" });
const Notification = z.object({
  email: z.object({ enabled: z.boolean().optional() }).optional(),
  webhook: z.object({ enabled: z.boolean().optional(), url: webUrl.optional() }).optional(),
});
export const notificationKinds = [
  "failure",
  "success",
  "connectionUpdate",
  "connectionUpdateActionRequired",
  "syncDisabled",
  "syncDisabledWarning",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
export const Notifications = z.partialRecord(z.enum(notificationKinds), Notification);
export type Notifications = z.infer<typeof Notifications>;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  notifications: z.string().transform((text) => Notifications.parse(JSON.parse(text))),
});
export type Workspace = z.infer<typeof Row>;

export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly includeDeleted?: boolean | undefined;
}

export function workspaceStore(database: DatabaseSync) {
  const get = (id: string): Workspace | undefined => {
    const row = database.prepare("select * from workspaces where id = ? and deleted_at is null").get(id);
    return row && Row.parse(row);
  };
  return {
    get,
    create(name: string, notifications: Notifications): Workspace {
      const id = randomUUID();
      database
        .prepare("insert into workspaces (id, name, notifications, created_at) values (?, ?, ?, ?)")
        .run(id, name, JSON.stringify(notifications), Date.now());
      return { id, name, notifications };
    },
    update({ id, name, notifications }: Workspace): void {
      database
        .prepare("update workspaces set name = ?, notifications = ? where id = ?")
        .run(name, JSON.stringify(notifications), id);
    },
    remove(id: string): void {
      database.prepare("update workspaces set deleted_at = ? where id = ?").run(Date.now(), id);
    },
    list({ limit, offset, includeDeleted }: Page, ids: readonly string[]): Workspace[] {
      return database
        .prepare(
          `select * from workspaces where (? or deleted_at is null)
             and (? = '[]' or id in (select value from json_each(?)))
           order by created_at, rowid limit ? offset ?`,
        )
        .all(Number(includeDeleted ?? false), JSON.stringify(ids), JSON.stringify(ids), limit, offset)
        .map((row) => Row.parse(row));
    },
  };
}
export type WorkspaceStore = ReturnType<typeof workspaceStore>;
