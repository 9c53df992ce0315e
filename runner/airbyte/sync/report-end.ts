import type { Services } from "../services.ts";

/** Tells the program's log how a job ended. */
export function reportEnd({ log, store }: Services, jobId: number): void {
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
