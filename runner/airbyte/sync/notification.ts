import type { ErrorClass, Job } from "../store/jobs.ts";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Ended {
  readonly job: Job;
  readonly workspace: Named;
  readonly connection: Named;
  readonly source: Named;
  readonly destination: Named;
}

/** What Airbyte posts when a sync has ended: texts for Slack, and the facts under `data`. `base` is the URL of this server. */
export function syncNotification(base: string, ended: Ended) {
  const { job, workspace, connection, source, destination } = ended;
  const home = `${base}/workspaces/${workspace.id}`;
  const link = (part: string, { id, name }: Named) => ({ id, name, url: `${home}/${part}/${id}` });
  const data = {
    workspace: { id: workspace.id, name: workspace.name, url: home },
    connection: link("connections", connection),
    source: link("source", source),
    destination: link("destination", destination),
    ...factsOf(job),
  };
  const outcome = data.success ? "succeeded" : "failed";
  const reason = job.errorMessage ? `\n${job.errorMessage}` : "";
  const text = `The sync of ${connection.name} from ${source.name} to ${destination.name} ${outcome}.${reason}\nJob ID: ${job.id}`;
  return { text, blocks: [section(`Sync ${outcome}: <${data.connection.url}|${connection.name}>${reason}`)], data };
}

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

const errorTypes: Readonly<Record<ErrorClass, string>> = {
  config: "config_error",
  transient: "transient_error",
  system: "system_error",
};

function factsOf(job: Job) {
  const startedAt = job.startedAt ?? job.createdAt;
  const seconds = Math.max(0, Math.floor((job.updatedAt - startedAt) / 1000));
  const read = job.streams.reduce((sum, stream) => sum + stream.rows, 0);
  return {
    jobId: job.id,
    startedAt: instant(startedAt),
    finishedAt: instant(job.updatedAt),
    bytesEmitted: job.bytes,
    bytesCommitted: job.bytes,
    bytesFilteredOut: 0,
    recordsEmitted: read,
    recordsCommitted: job.rows,
    recordsFilteredOut: 0,
    errorMessage: job.errorMessage,
    errorType: job.errorClass && errorTypes[job.errorClass],
    errorOrigin: job.errorClass && (job.errorClass === "system" ? "unknown" : "source"),
    bytesEmittedFormatted: formatBytes(job.bytes),
    bytesCommittedFormatted: formatBytes(job.bytes),
    success: job.status === "succeeded",
    durationInSeconds: seconds,
    durationFormatted: formatDuration(seconds),
  };
}

const instant = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.\d+Z$/, "Z");

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${Math.floor(bytes / 1024 ** power)} ${units[power]}`;
}

export function formatDuration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} hours ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} sec` : `${seconds} sec`;
}
