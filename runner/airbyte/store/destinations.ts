import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { TenantId } from "#contracts/fields.ts";
import { PostgresConfiguration } from "../postgres/configuration.ts";
import type { Cipher } from "./cipher.ts";
import type { Page } from "./workspaces.ts";

/** `duckdb` is the lake too, as clients call it that know the destinations of Airbyte alone. */
export const LakeConfiguration = z.object({ destinationType: z.enum(["lake", "duckdb"]), tenant: TenantId });
export type LakeConfiguration = z.infer<typeof LakeConfiguration>;

export type DestinationConfiguration = LakeConfiguration | PostgresConfiguration;

const Row = z.object({
  id: z.string(),
  workspace_id: z.string(),
  name: z.string(),
  destination_type: z.string(),
  configuration: z.string(),
  created_at: z.number(),
});

export interface Destination {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Opened: may hold secrets. */
  readonly configuration: DestinationConfiguration;
  readonly createdAt: number;
}

const isPostgres = (type: string): boolean => type === "postgres";

/** The configuration of a lake holds no secret and is stored as it is, any other is sealed. */
export function destinationStore(database: DatabaseSync, cipher: Cipher) {
  const toDestination = (value: unknown): Destination => {
    const row = Row.parse(value);
    const configuration = isPostgres(row.destination_type)
      ? PostgresConfiguration.parse(JSON.parse(cipher.open(row.configuration, row.id)))
      : LakeConfiguration.parse(JSON.parse(row.configuration));
    return { id: row.id, workspaceId: row.workspace_id, name: row.name, configuration, createdAt: row.created_at };
  };
  const toText = (id: string, configuration: DestinationConfiguration): string => {
    const text = JSON.stringify(configuration);
    return isPostgres(configuration.destinationType) ? cipher.seal(text, id) : text;
  };
  return {
    get(id: string): Destination | undefined {
      const row = database.prepare("select * from destinations where id = ? and deleted_at is null").get(id);
      return row && toDestination(row);
    },
    create(workspaceId: string, name: string, configuration: DestinationConfiguration): Destination {
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
          toText(created.id, configuration),
          created.createdAt,
        );
      return created;
    },
    update(destination: Destination): void {
      database
        .prepare("update destinations set name = ?, configuration = ? where id = ?")
        .run(destination.name, toText(destination.id, destination.configuration), destination.id);
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
        .map(toDestination);
    },
  };
}
export type DestinationStore = ReturnType<typeof destinationStore>;
