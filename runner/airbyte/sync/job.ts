import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ConnectorFailure } from "../connector/failure.ts";
import { columnsOf } from "../landing/columns.ts";
import { discard, type Files, putInPlace, type StreamToLand, writeBeside } from "../landing/land.ts";
import { messageOf } from "../log.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import type { Job, JobEnd, StreamResult } from "../store/jobs.ts";
import type { Landing } from "../store/landings.ts";
import { type JobLog, openJobLog } from "./job-log.ts";
import { readSource, type SourceRead } from "./read-source.ts";

/** A sync that was cancelled by somebody: no failure. */
export class JobCancelled extends Error {}

const LONGEST_REASON = 2000;

/** Runs one job from its reading to its visible files. Everything that can go wrong ends in the job's row. */
export async function runJob(services: Services, job: Job, signal: AbortSignal): Promise<void> {
  const log = await openJobLog(services.folders.logs, job.id);
  const folder = join(services.folders.spool, `job-${job.id}`);
  let read: SourceRead | undefined;
  try {
    const connection = services.store.connections.get(job.connectionId);
    if (!connection) throw new ConnectorFailure("config", "the connection was deleted");
    services.store.jobs.start(job.id);
    services.log("info", "sync.started", { job_id: job.id, connection_id: connection.id });
    read = await readAll(services, job, connection, folder, log, signal);
    if (read.failure) throw read.failure;
    await land(services, job, connection, read, folder, signal);
    log.write("INFO", "the sync is in place");
  } catch (error) {
    const end = endOf(error, read);
    log.write("ERROR", end.errorMessage ?? end.status);
    services.store.jobs.end(job.id, { ...end, errorMessage: end.errorMessage && log.censor(end.errorMessage) });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await log.close();
    report(services, job.id);
  }
}

async function readAll(
  services: Services,
  job: Job,
  connection: Connection,
  folder: string,
  log: JobLog,
  signal: AbortSignal,
): Promise<SourceRead> {
  const source = services.store.sources.get(connection.sourceId);
  if (!source) throw new ConnectorFailure("config", "the source was deleted");
  return readSource(services, { source, connection, jobId: job.id, folder, log, signal });
}

async function land(
  { store, config }: Services,
  job: Job,
  connection: Connection,
  read: SourceRead,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const destination = store.destinations.get(connection.destinationId);
  if (!destination) throw new ConnectorFailure("config", "the destination was deleted");
  const place = {
    lake: config.lake,
    tenant: destination.configuration.tenant,
    platform: connection.platform,
    connectionId: connection.id,
    syncId: job.syncId,
    jobId: job.id,
  };
  const files: Files = [];
  try {
    await writeBeside(place, streamsToLand(read, connection.prefix), folder, signal, files);
    signal.throwIfAborted();
  } catch (error) {
    await discard(files);
    throw error;
  }
  const landing: Landing = {
    connectionId: connection.id,
    files,
    states: [...read.states],
    rows: read.spooled.reduce((sum, stream) => sum + stream.rows, 0),
    bytes: read.spooled.reduce((sum, stream) => sum + stream.bytes, 0),
    streams: streamResults(read),
  };
  store.landings.begin(job.id, landing);
  await finishLanding(store, job.id, landing);
}

/** From the written landing to the closed job: the same in a sync and at start after a crash. */
export async function finishLanding(store: Services["store"], jobId: number, landing: Landing): Promise<void> {
  try {
    await putInPlace(landing.files);
  } catch (error) {
    store.landings.abandon(jobId, `the files could not be put in place: ${messageOf(error)}`);
    throw error;
  }
  store.landings.finish(jobId, landing);
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

function streamResults(read: SourceRead): StreamResult[] {
  const rows = new Map(read.spooled.map((stream) => [stream.name, stream.rows]));
  const names = new Set([...read.names, ...rows.keys()]);
  return [...names].map((name) => ({
    name,
    rows: rows.get(name) ?? 0,
    status: read.failure && !read.completed.has(name) ? "incomplete" : "complete",
  }));
}

function endOf(error: unknown, read: SourceRead | undefined): JobEnd {
  const nothing = { rows: 0, bytes: 0, streams: read ? streamResults({ ...read, failure: error }) : [] };
  if (error instanceof JobCancelled) return { status: "cancelled", errorClass: null, errorMessage: null, ...nothing };
  const errorClass = error instanceof ConnectorFailure ? error.errorClass : "system";
  return { status: "failed", errorClass, errorMessage: messageOf(error).slice(0, LONGEST_REASON), ...nothing };
}

function report({ log, store }: Services, jobId: number): void {
  const job = store.jobs.get(jobId);
  if (!job) return;
  log(job.status === "failed" ? "warn" : "info", "sync.ended", {
    job_id: job.id,
    connection_id: job.connectionId,
    status: job.status,
    rows: job.rows,
    bytes: job.bytes,
    error_class: job.errorClass,
    error_message: job.errorMessage,
  });
}
