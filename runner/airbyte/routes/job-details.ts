import { Hono } from "hono";
import type { Services } from "../services.ts";
import { readJobLog } from "../sync/job-log.ts";
import { requireJob } from "./jobs.ts";

/** What Airbyte's public API does not tell about a job: why it failed, its streams, its log. */
export function jobDetailRoutes({ store, folders }: Services): Hono {
  const routes = new Hono();
  routes.get("/:jobId/detail", (context) => {
    const job = requireJob(store, context);
    return context.json({
      status: job.status,
      error_class: job.errorClass,
      error_message: job.errorMessage,
      rows: job.rows,
      bytes: job.bytes,
      streams: job.streams,
    });
  });
  routes.get("/:jobId/log", async (context) => {
    const job = requireJob(store, context);
    return context.text(await readJobLog(folders.logs, job.id));
  });
  return routes;
}
