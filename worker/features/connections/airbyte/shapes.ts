import { z } from "zod";
import { StreamResult } from "#contracts/connection-runs.ts";

/** Answers of Airbyte, read tolerantly: only what is used must be there, times are left as they come. */
export const Token = z.object({
  access_token: z.string().min(1),
  /** Seconds; 3 to 15 minutes in practice. */
  expires_in: z.coerce.number().positive().catch(180),
});

/** Mostly UUIDs; job ids are numbers. */
export const AirbyteId = z.union([z.number().int(), z.string().min(1)]).transform(String);

export const JobStatus = z.enum(["pending", "queued", "running", "incomplete", "failed", "succeeded", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

const total = z.coerce.number().int().nonnegative().nullable().catch(null);

export const Job = z.object({
  jobId: AirbyteId,
  status: JobStatus,
  rowsSynced: total.default(null),
  bytesSynced: total.default(null),
});
export type Job = z.infer<typeof Job>;

const SchemaChange = z.object({
  stream: z.string(),
  kind: z.enum(["stream_added", "stream_removed", "column_added", "column_removed", "column_retyped"]),
  column: z.string().nullable().default(null),
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
});

/** What the public API keeps to itself; only the embedded Airbyte tells. */
export const JobDetail = z.object({
  error_class: z.enum(["config", "transient", "system"]).nullable().catch(null),
  error_message: z.string().nullable().catch(null),
  /** When a platform that limits us may be asked again: seconds from now, or an instant. */
  retry_after: z
    .union([z.number().nonnegative(), z.iso.datetime({ offset: true })])
    .nullable()
    .catch(null),
  streams: z.array(StreamResult).catch([]),
  /** What another discovery found to be different since the connection's job before. */
  schema_changes: z.array(SchemaChange).catch([]),
  /** Most that the connector held at once, with all that it started, and that the job had on disk. */
  peak_memory_bytes: total.default(null),
  peak_disk_bytes: total.default(null),
});
export type JobDetail = z.infer<typeof JobDetail>;

const Bytes = z.coerce.number().int().nonnegative();

/** A part of a job's log: where to read on, and whether that is its end so far. In bytes. */
export const LogPart = z
  .object({ text: z.string(), headers: z.object({ "x-next-offset": Bytes, "x-log-bytes": Bytes }) })
  .transform(({ text, headers: { "x-next-offset": next, "x-log-bytes": bytes } }) => ({
    text,
    next,
    isLast: next >= bytes,
  }));
export type LogPart = z.output<typeof LogPart>;

/** Errors come as problem details, as bare text, or as nothing. */
export const ErrorBody = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
