import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { Catalog } from "../connector/messages.ts";
import type { Cipher } from "./cipher.ts";
import type { Page } from "./workspaces.ts";

const Row = z.object({
  id: z.string(),
  workspace_id: z.string(),
  name: z.string(),
  source_type: z.string(),
  configuration: z.string(),
  catalog: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : Catalog.parse(JSON.parse(text)))),
  created_at: z.number(),
  discovered_at: z.number(),
});

export type Configuration = Readonly<Record<string, unknown>>;

export interface Source {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly sourceType: string;
  /** Opened: holds secrets. */
  readonly configuration: Configuration;
  readonly catalog: Catalog | null;
  readonly createdAt: number;
  /** When its connector was last asked for the catalog. */
  readonly discoveredAt: number;
}

export function sourceStore(database: DatabaseSync, cipher: Cipher) {
  const toSource = (value: unknown): Source => {
    const row = Row.parse(value);
    return {
      id: row.id,
      workspaceId: row.workspace_id,
      name: row.name,
      sourceType: row.source_type,
      configuration: JSON.parse(cipher.open(row.configuration, row.id)) as Configuration,
      catalog: row.catalog,
      createdAt: row.created_at,
      discoveredAt: row.discovered_at,
    };
  };
  return {
    get(id: string): Source | undefined {
      const row = database.prepare("select * from sources where id = ? and deleted_at is null").get(id);
      return row && toSource(row);
    },
    create(source: Omit<Source, "id" | "createdAt" | "discoveredAt">): Source {
      const now = Date.now();
      const created: Source = { ...source, id: randomUUID(), createdAt: now, discoveredAt: now };
      database
        .prepare(
          `insert into sources (id, workspace_id, name, source_type, configuration, catalog, created_at, discovered_at)
           values (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          created.id,
          created.workspaceId,
          created.name,
          created.sourceType,
          cipher.seal(JSON.stringify(created.configuration), created.id),
          created.catalog && JSON.stringify(created.catalog),
          created.createdAt,
          created.discoveredAt,
        );
      return created;
    },
    update(source: Source): void {
      database
        .prepare("update sources set name = ?, configuration = ?, catalog = ? where id = ?")
        .run(
          source.name,
          cipher.seal(JSON.stringify(source.configuration), source.id),
          source.catalog && JSON.stringify(source.catalog),
          source.id,
        );
    },
    /** What a connector hands back in the middle of a sync, such as a rotated token: the catalog stays. */
    keepConfiguration(id: string, configuration: Configuration): void {
      database
        .prepare("update sources set configuration = ? where id = ?")
        .run(cipher.seal(JSON.stringify(configuration), id), id);
    },
    /** The configuration stays, which may have changed while the connector was asked. */
    keepCatalog(id: string, catalog: Catalog): void {
      database
        .prepare("update sources set catalog = ?, discovered_at = ? where id = ?")
        .run(JSON.stringify(catalog), Date.now(), id);
    },
    ofType(sourceType: string): Source[] {
      return database
        .prepare("select * from sources where source_type = ? and deleted_at is null")
        .all(sourceType)
        .map(toSource);
    },
    inWorkspace(workspaceId: string): Source[] {
      return database
        .prepare("select * from sources where workspace_id = ? and deleted_at is null")
        .all(workspaceId)
        .map(toSource);
    },
    remove(id: string): void {
      database.prepare("update sources set deleted_at = ? where id = ?").run(Date.now(), id);
    },
    list({ limit, offset, includeDeleted }: Page, workspaceIds: readonly string[]): Source[] {
      const ids = JSON.stringify(workspaceIds);
      return database
        .prepare(
          `select * from sources where (? or deleted_at is null)
             and (? = '[]' or workspace_id in (select value from json_each(?)))
           order by created_at, rowid limit ? offset ?`,
        )
        .all(Number(includeDeleted ?? false), ids, ids, limit, offset)
        .map(toSource);
    },
  };
}
export type SourceStore = ReturnType<typeof sourceStore>;
