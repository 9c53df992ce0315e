import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { SchemaChange } from "../connector/schema-changes.ts";
import type { Job } from "./jobs.ts";

const Row = z.object({ changes: z.string().transform((text) => z.array(SchemaChange).parse(JSON.parse(text))) });

/** What another discovery found to be different from the one before. */
export function schemaChangeStore(database: DatabaseSync) {
  return {
    add(sourceId: string, changes: readonly SchemaChange[]): void {
      database
        .prepare("insert into schema_changes (source_id, found_at, changes) values (?, ?, ?)")
        .run(sourceId, Date.now(), JSON.stringify(changes));
    },
    /** Found since the connection's job before this one ended, up to now or the end of this one. */
    seenBy(job: Job): SchemaChange[] {
      return database
        .prepare(
          `select changes from schema_changes join connections using (source_id)
           where connections.id = ? and found_at <= ? and found_at > (
             select coalesce(max(updated_at), 0) from jobs where connection_id = connections.id and jobs.id < ?
               and status <> 'cancelled')
           order by schema_changes.id`,
        )
        .all(job.connectionId, job.updatedAt, job.id)
        .flatMap((row) => Row.parse(row).changes);
    },
  };
}
export type SchemaChangeStore = ReturnType<typeof schemaChangeStore>;
