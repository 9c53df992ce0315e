import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ConnectorFailure } from "../connector/failure.ts";
import { lackOfSpace, type Peaks, watchDisk } from "../limits/guard.ts";
import { messageOf } from "../log.ts";
import type { Services } from "../services.ts";
import type { Connection } from "../store/connections.ts";
import type { Job, JobEnd, StreamResult } from "../store/jobs.ts";
import { openJobLog } from "./job-log.ts";
import { landInDatabase } from "./land-database.ts";
import { landInLake } from "./land-lake.ts";
import type { LandOrder } from "./landing.ts";
import { type ReadOrder, readSource, type SourceRead } from "./read-source.ts";
import { reportEnd } from "./report-end.ts";

/** A sync that was cancelled by somebody: no failure. */
export class JobCancelled extends Error {}

const LONGEST_REASON = 2000;

/** Runs one job from its reading to its visible files. Everything that can go wrong ends in the job's row. */
export async function runJob(services: Services, job: Job, stopped: AbortSignal): Promise<void> {
  const log = await openJobLog(services.folders.logs, job.id);
  const folder = join(services.folders.spool, `job-${job.id}`);
  const { limits, lake } = services.config;
  const peaks: Peaks = { memoryBytes: 0, diskBytes: 0 };
  const exceeded = new AbortController();
  const signal = AbortSignal.any([stopped, exceeded.signal]);
  using _disk = watchDisk(folder, [lake], limits, peaks, (why) => exceeded.abort(why));
  let read: SourceRead | undefined;
  try {
    const connection = services.store.connections.get(job.connectionId);
    if (!connection) throw new ConnectorFailure("config", "the connection was deleted");
    services.store.jobs.start(job.id);
    services.log("info", "sync.started", { job_id: job.id, connection_id: connection.id });
    const lack = await lackOfSpace([services.config.stateFolder, lake], limits);
    if (lack) throw lack;
    read = await readAll(services, job, connection, { folder, log, signal, peaks });
    if (read.failure) throw read.failure;
    await land(services, { job, connection, read, folder, signal });
    log.write("INFO", "the sync is in place");
  } catch (error) {
    // Nobody knows yet whether the rows are there: the engine asks until it does.
    if (services.store.landings.isUnfinished(job.id)) {
      log.write("WARN", `it is not known whether the rows have landed: ${messageOf(error)}`);
      return;
    }
    const end = endOf(error, read);
    log.write("ERROR", end.errorMessage ?? end.status);
    services.store.jobs.end(job.id, { ...end, errorMessage: end.errorMessage && log.censor(end.errorMessage) });
  } finally {
    services.store.jobs.noteUse(job.id, peaks);
    await rm(folder, { recursive: true, force: true });
    await log.close();
    if (!services.store.landings.isUnfinished(job.id)) reportEnd(services, job.id);
  }
}

async function readAll(
  services: Services,
  job: Job,
  connection: Connection,
  how: Pick<ReadOrder, "folder" | "log" | "signal" | "peaks">,
): Promise<SourceRead> {
  const source = services.store.sources.get(connection.sourceId);
  if (!source) throw new ConnectorFailure("config", "the source was deleted");
  return readSource(services, { source, connection, jobId: job.id, range: job.range, ...how });
}

/** Into the lake or a database; ends with the job's row and its state, both or neither. */
async function land(services: Services, order: Omit<LandOrder, "destination" | "streams">): Promise<void> {
  const destination = services.store.destinations.get(order.connection.destinationId);
  if (!destination) throw new ConnectorFailure("config", "the destination was deleted");
  const whole = { ...order, destination, streams: streamResults(order.read) };
  const { configuration } = destination;
  return configuration.destinationType === "postgres"
    ? landInDatabase(services, whole, configuration)
    : landInLake(services, whole, configuration);
}

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
  const { errorClass, retryAfter } =
    error instanceof ConnectorFailure ? error : { errorClass: "system" as const, retryAfter: undefined };
  const errorMessage = messageOf(error).slice(0, LONGEST_REASON);
  return { status: "failed", errorClass, errorMessage, retryAfter, ...nothing };
}
