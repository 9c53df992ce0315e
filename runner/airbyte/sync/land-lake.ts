import { columnsOf } from "../landing/columns.ts";
import { discard, type Files, type StreamToLand, writeBeside } from "../landing/land.ts";
import type { Services } from "../services.ts";
import type { LakeConfiguration } from "../store/destinations.ts";
import { finishFiles, type LandOrder, landingOf } from "./landing.ts";
import type { SourceRead } from "./read-source.ts";

/** Writes the files beside their places, then the landing, then renames. */
export async function landInLake(
  { store, config }: Services,
  order: LandOrder,
  { tenant }: LakeConfiguration,
): Promise<void> {
  const { job, connection, read, folder, signal } = order;
  const place = {
    lake: config.lake,
    tenant,
    platform: connection.platform,
    connectionId: connection.id,
    syncId: job.syncId,
    jobId: job.id,
    isBackfill: job.range !== null,
  };
  const files: Files = [];
  try {
    await writeBeside(place, streamsToLand(read, connection.prefix), folder, signal, files);
    signal.throwIfAborted();
  } catch (error) {
    await discard(files);
    // What was cut off in between says so in its own words.
    throw signal.aborted ? signal.reason : error;
  }
  const landing = { ...landingOf(order), files };
  store.landings.begin(job.id, landing);
  await finishFiles(store, job.id, landing);
}

const streamsToLand = (read: SourceRead, prefix: string): StreamToLand[] =>
  read.spooled.map((stream) => ({
    name: prefix + stream.name,
    spool: stream.path,
    rows: stream.rows,
    bytes: stream.bytes,
    longest: stream.longest,
    shape: stream.shape,
    columns: columnsOf(read.schemas.get(stream.name), stream.shape.fields),
  }));
