import { Hono } from "hono";
import { z } from "zod";
import { readQuery } from "../http/input.ts";
import type { Services } from "../services.ts";
import { readJobLog } from "../sync/job-log.ts";
import { isOver, requireJob } from "./jobs.ts";

/** In bytes: a page that follows a log asks for what came after the part that it has. */
const LogQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).optional(),
});

/** What Airbyte's public API does not tell about a job: why it failed, its streams, its log. */
export function jobDetailRoutes({ store, folders }: Services): Hono {
  const routes = new Hono();
  routes.get("/:jobId/detail", (context) => {
    const job = requireJob(store, context);
    return context.json({
      status: job.status,
      error_class: job.errorClass,
      error_message: job.errorMessage,
      retry_after: job.retryAt === null ? null : new Date(job.retryAt).toISOString(),
      rows: job.rows,
      bytes: job.bytes,
      range: job.range,
      attempts: job.attempts,
      peak_memory_bytes: job.peakMemoryBytes,
      peak_disk_bytes: job.peakDiskBytes,
      streams: job.streams,
      schema_changes: store.schemaChanges.seenBy(job),
      created_at: new Date(job.createdAt).toISOString(),
      started_at: job.startedAt === null ? null : new Date(job.startedAt).toISOString(),
      ended_at: isOver(job) ? new Date(job.updatedAt).toISOString() : null,
    });
  });
  routes.get("/:jobId/log", async (context) => {
    const job = requireJob(store, context);
    const { offset, limit } = readQuery(context, LogQuery);
    const { bytes, logBytes } = await readJobLog(folders.logs, job.id, offset, limit);
    const headers = {
      "content-type": "text/plain; charset=utf-8",
      "x-next-offset": String(offset + bytes.length),
      "x-log-bytes": String(logBytes),
    };
    return context.body(new Uint8Array(bytes), 200, headers);
  });
  return routes;
}
