import { z } from "zod";
import { AirbyteError } from "./airbyte-error.ts";
import { openBackfills } from "./backfills.ts";
import { openConnections } from "./connections.ts";
import { openConnectors } from "./connectors.ts";
import { openDestinations } from "./destinations.ts";
import { openJobs } from "./jobs.ts";
import { Job, JobDetail, LogPart } from "./shapes.ts";
import { openSources } from "./sources.ts";
import { openStreams } from "./streams.ts";
import { type AirbyteOptions, openTransport } from "./transport.ts";
import { openWorkspaces } from "./workspaces.ts";

export interface Airbyte {
  readonly workspaces: ReturnType<typeof openWorkspaces>;
  readonly sources: ReturnType<typeof openSources>;
  readonly destinations: ReturnType<typeof openDestinations>;
  readonly connections: ReturnType<typeof openConnections>;
  readonly streams: ReturnType<typeof openStreams>;
  readonly jobs: ReturnType<typeof openJobs>;
  /** Null: a real Airbyte, which has no such thing. */
  readonly connectors: ReturnType<typeof openConnectors> | null;
  /** Null: a real Airbyte, which goes on from its state and cannot be asked for days. */
  readonly backfills: ReturnType<typeof openBackfills> | null;
  /** Starts a sync. `AirbyteError` of kind `conflict` when one is running already. */
  startSync(airbyteConnectionId: string): Promise<Job>;
  /** The sync of this connection that has not ended, if there is one. */
  unfinishedSync(airbyteConnectionId: string): Promise<Job | undefined>;
  /** `AirbyteError` of kind `missing` when Airbyte knows the job no more. */
  job(jobId: string): Promise<Job>;
  cancel(jobId: string): Promise<void>;
  /** Why a job failed and what its streams brought, where this Airbyte tells. */
  detailOf(jobId: string): Promise<JobDetail>;
  /** What the connector said from a byte on, secrets masked; null: this Airbyte does not tell. */
  logOf(jobId: string, offset: number): Promise<LogPart | null>;
}

export const noDetail: JobDetail = {
  error_class: null,
  error_message: null,
  retry_after: null,
  streams: [],
  schema_changes: [],
  peak_memory_bytes: null,
  peak_disk_bytes: null,
};
/** Of a log in one answer. */
const logPartBytes = 256 * 1024;
const unfinished = ["running", "incomplete", "pending", "queued"] as const;

/** One client for a real Airbyte and for the embedded one, which adds why a job failed. */
export function openAirbyte(options: AirbyteOptions & { readonly embedded: boolean }): Airbyte {
  const request = openTransport(options);
  const jobs = openJobs(request);
  return {
    workspaces: openWorkspaces(request),
    sources: openSources(request),
    destinations: openDestinations(request),
    connections: openConnections(request),
    streams: openStreams(request),
    jobs,
    connectors: options.embedded ? openConnectors(request) : null,
    backfills: options.embedded ? openBackfills(request) : null,
    startSync: (connectionId) =>
      request({ method: "POST", path: "/jobs", body: { connectionId, jobType: "sync" }, answer: Job }),
    async unfinishedSync(connectionId) {
      for (const status of unfinished) {
        const job = await jobs.newest({ connectionId, status });
        if (job?.status === status) return job;
      }
      return undefined;
    },
    job: (jobId) => request({ method: "GET", path: `/jobs/${encodeURIComponent(jobId)}`, answer: Job }),
    async cancel(jobId) {
      await request({ method: "DELETE", path: `/jobs/${encodeURIComponent(jobId)}`, answer: z.unknown() });
    },
    async detailOf(jobId) {
      if (!options.embedded) return noDetail;
      const path = `//embedded/v1/jobs/${encodeURIComponent(jobId)}/detail`;
      try {
        return await request({ method: "GET", path, answer: JobDetail });
      } catch (error) {
        if (error instanceof AirbyteError) return noDetail;
        throw error;
      }
    },
    async logOf(jobId, offset) {
      if (!options.embedded) return null;
      const path = `//embedded/v1/jobs/${encodeURIComponent(jobId)}/log`;
      const query = { offset: String(offset), limit: String(logPartBytes) };
      return request({ method: "GET", path, query, answer: LogPart, text: true });
    },
  };
}
