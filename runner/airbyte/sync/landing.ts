import { putInPlace } from "../landing/land.ts";
import { messageOf } from "../log.ts";
import { withPostgres } from "../postgres/connect.ts";
import { hasLanded } from "../postgres/ledger.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import type { Destination } from "../store/destinations.ts";
import type { Job, StreamResult } from "../store/jobs.ts";
import type { Landing } from "../store/landings.ts";
import type { SourceRead } from "./read-source.ts";

export interface LandOrder {
  readonly job: Job;
  readonly connection: Connection;
  readonly destination: Destination;
  readonly read: SourceRead;
  readonly streams: StreamResult[];
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** What is written down of a landing, but for where it lands. */
export const landingOf = ({ connection, read, streams }: LandOrder): Landing => ({
  connectionId: connection.id,
  files: [],
  states: [...read.states],
  rows: read.spooled.reduce((sum, stream) => sum + stream.rows, 0),
  bytes: read.spooled.reduce((sum, stream) => sum + stream.bytes, 0),
  streams,
});

/** From the written landing to the closed job: the same in a sync and at start after a crash. */
export async function finishFiles(store: Services["store"], jobId: number, landing: Landing): Promise<void> {
  try {
    await putInPlace(landing.files);
  } catch (error) {
    store.landings.abandon(jobId, `the files could not be put in place: ${messageOf(error)}`);
    throw error;
  }
  store.landings.finish(jobId, landing);
}

/** Closes the job as the database's ledger says. Throws when it cannot be asked; then nothing is decided. */
export async function settleInDatabase(
  { store }: Services,
  jobId: number,
  landing: Landing,
  { destinationId, schema, syncId }: NonNullable<Landing["database"]>,
  signal: AbortSignal,
): Promise<void> {
  const configuration = store.destinations.get(destinationId)?.configuration;
  if (configuration?.destinationType !== "postgres") {
    store.landings.abandon(jobId, "the destination was deleted", "config");
    return;
  }
  const landed = await withPostgres(configuration, signal, (client) => hasLanded(client, schema, syncId));
  if (landed) store.landings.finish(jobId, landing);
  else store.landings.abandon(jobId, "the way to the database broke before the rows were committed", "transient");
}
