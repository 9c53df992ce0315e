import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import type { Page } from "./workspaces.ts";

/** `duckdb` is the lake too, as clients call it that know the destinations of Airbyte alone. */
export const LakeConfiguration = z.object({ destinationType: z.enum(["lake", "duckdb"]), tenant: TenantId });
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
        .run(
          created.id,
          workspaceId,
          name,
          configuration.destinationType,
          JSON.stringify(configuration),
          created.createdAt,
        );
      return created;
    },
    update(destination: Destination): void {
      database
        .prepare("update destinations set name = ?, configuration = ? where id = ?")
        .run(destination.name, JSON.stringify(destination.configuration), destination.id);
    },
    inWorkspace(workspaceId: string): string[] {
      return database
        .prepare("select id from destinations where workspace_id = ? and deleted_at is null")
        .all(workspaceId)
        .map((row) => String(row.id));
    },
    remove(id: string): void {
      database.prepare("update destinations set deleted_at = ? where id = ?").run(Date.now(), id);
    },
    list({ limit, offset, includeDeleted }: Page, workspaceIds: readonly string[]): Destination[] {
      const ids = JSON.stringify(workspaceIds);
      return database
        .prepare(
          `select * from destinations where (? or deleted_at is null)
             and (? = '[]' or workspace_id in (select value from json_each(?)))
           order by created_at, rowid limit ? offset ?`,
        )
        .all(Number(includeDeleted ?? false), ids, ids, limit, offset)
        .map((row) => Row.parse(row));
    },
  };
}
export type DestinationStore = ReturnType<typeof destinationStore>;
