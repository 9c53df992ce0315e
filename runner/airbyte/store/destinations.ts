import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import type { Page } from "./workspaces.ts";

export const LakeConfiguration = z.object({ destinationType: z.literal("lake"), tenant: TenantId });
export type LakeConfiguration = z.infer<typeof LakeConfiguration>;

const Row = z
  .object({
    id: z.string(),
    workspace_id: z.string(),
    name: z.string(),
    configuration: z.string().transform((text) => LakeConfiguration.parse(JSON.parse(text))),
    created_at: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    configuration: row.configuration,
    createdAt: row.created_at,
  }));
export type Destination = z.infer<typeof Row>;

export function destinationStore(database: DatabaseSync) {
  return {
    get(id: string): Destination | undefined {
      const row = database.prepare("select * from destinations where id = ? and deleted_at is null").get(id);
      return row && Row.parse(row);
    },
    create(workspaceId: string, name: string, configuration: LakeConfiguration): Destination {
      const created: Destination = { id: randomUUID(), workspaceId, name, configuration, createdAt: Date.now() };
      database
        .prepare(
          `insert into destinations (id, workspace_id, name, destination_type, configuration, created_at)
           values (?, ?, ?, ?, ?, ?)`,
        )
        .run(created.id, workspaceId, name, "lake", JSON.stringify(configuration), created.createdAt);
      return created;
    },
    update(destination: Destination): void {
      database
        .prepare("update destinations set name = ?, configuration = ? where id = ?")
        .run(destination.name, JSON.stringify(destination.configuration), destination.id);
    },
    remove(id: string): void {
      database.prepare("update destinations set deleted_at = ? where id = ?").run(Date.now(), id);
    },
    list({ limit, offset }: Page, workspaceIds: readonly string[]): Destination[] {
      const ids = JSON.stringify(workspaceIds);
      return database
        .prepare(
          `select * from destinations where deleted_at is null
             and (? = '[]' or workspace_id in (select value from json_each(?)))
           order by created_at, rowid limit ? offset ?`,
        )
        .all(ids, ids, limit, offset)
        .map((row) => Row.parse(row));
    },
  };
}
export type DestinationStore = ReturnType<typeof destinationStore>;
