import type { PostgresConfiguration } from "../postgres/configuration.ts";
import { landInPostgres } from "../postgres/land.ts";
import type { Services } from "../services.ts";
import { type LandOrder, landingOf } from "./landing.ts";

/** Copies the rows, writes the landing down, commits. When the commit's answer does not come, the landing stays written down. */
export async function landInDatabase(
  { store }: Services,
  order: LandOrder,
  configuration: PostgresConfiguration,
): Promise<void> {
  const { job, connection, destination, read, folder, signal } = order;
  const schema = connection.platform || configuration.schema;
  const database = { destinationId: destination.id, schema, syncId: job.syncId };
  const landing = { ...landingOf(order), database };
  await landInPostgres({
    configuration,
    schema,
    prefix: connection.prefix,
    sync: { syncId: job.syncId, jobId: job.id, connectionId: connection.id, rows: landing.rows },
    isBackfill: job.range !== null,
    spooled: read.spooled,
    schemas: read.schemas,
    scratch: folder,
    signal,
    onReady: () => store.landings.begin(job.id, landing),
  });
  store.landings.finish(job.id, landing);
}
