import { mkdir, rm } from "node:fs/promises";
import { REPLAY } from "../connector/definitions.ts";
import { sweepLake } from "../landing/land.ts";
import { messageOf } from "../log.ts";
import type { Services } from "../services.ts";
import type { DayRange, Job } from "../store/jobs.ts";
import { JobCancelled, runJob } from "./job.ts";
import { finishFiles } from "./landing.ts";
import { createSettler } from "./settle.ts";

export interface SyncEngine {
  /** Makes right what an earlier process left unfinished. Call once, before anything else. */
  recover(): Promise<void>;
  /** With a range: a backfill of these days. undefined: a job of this connection waits or runs already. */
  submit(connectionId: string, range?: DayRange): Job | undefined;
  /** Resolves when the connector's processes are gone. undefined: the job does not run (any more). */
  cancel(jobId: number): Promise<Job | undefined>;
  /** Resolves when the job has ended, at once when it does not run. */
  settled(jobId: number): Promise<void>;
  /** Ends what runs; those jobs fail as interrupted. */
  stop(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

const INTERRUPTED = "interrupted: the embedded Airbyte ended while the sync ran";

/** `onJobEnded` is called once for each job that ended, after its row says so. */
export function createEngine(services: Services, onJobEnded: (jobId: number) => void = () => {}): SyncEngine {
  const { store, log, folders, config } = services;
  const running = new Map<number, Running>();
  const settler = createSettler(services, onJobEnded);

  const start = (job: Job): void => {
    const controller = new AbortController();
    const timeout = setTimeout(
      () =>
        controller.abort(
          new Error(`the sync took longer than ${config.jobTimeoutMs / 1000} s (AIRBYTE_JOB_TIMEOUT_SECONDS)`),
        ),
      config.jobTimeoutMs,
    );
    const done = runJob(services, job, controller.signal)
      .catch((error: unknown) => {
        log("error", "sync.broken", { job_id: job.id, reason: messageOf(error) });
        if (!store.landings.isUnfinished(job.id)) store.jobs.end(job.id, brokenBy(messageOf(error)));
      })
      .finally(() => {
        clearTimeout(timeout);
        running.delete(job.id);
        if (store.landings.isUnfinished(job.id)) settler.add(job.id);
        else onJobEnded(job.id);
      });
    running.set(job.id, { controller, done });
  };

  const finishLandings = async (): Promise<void> => {
    for (const { jobId, landing } of store.landings.unfinished()) {
      if (landing.database) {
        settler.add(jobId);
        continue;
      }
      await finishFiles(store, jobId, landing).then(
        () => log("info", "landing.finished", { job_id: jobId, files: landing.files.length }),
        (error: unknown) => log("error", "landing.abandoned", { job_id: jobId, reason: messageOf(error) }),
      );
      onJobEnded(jobId);
    }
  };

  return {
    async recover() {
      // Reads one sealed configuration: with another secret key nothing here can work, so better not to start.
      store.sources.list({ limit: 1, offset: 0 }, []);
      await finishLandings();
      for (const job of store.jobs.inStatus("running").filter(({ id }) => !store.landings.isUnfinished(id))) {
        store.jobs.end(job.id, brokenBy(INTERRUPTED));
        onJobEnded(job.id);
      }
      for (const folder of [folders.spool, folders.private]) await rm(folder, { recursive: true, force: true });
      const replays = store.sources.ofType(REPLAY).map(({ configuration }) => String(configuration.fileId));
      await services.replayFiles.keepOnly(new Set(replays));
      await mkdir(config.lake, { recursive: true });
      const orphans = await sweepLake(config.lake);
      if (orphans > 0) log("info", "lake.swept", { files: orphans });
      for (const job of store.jobs.inStatus("pending")) start(job);
    },
    submit(connectionId, range) {
      const job = store.jobs.create(connectionId, range);
      if (job) start(job);
      return job;
    },
    async cancel(jobId) {
      const job = running.get(jobId);
      if (!job) return undefined;
      job.controller.abort(new JobCancelled("cancelled"));
      await job.done;
      return store.jobs.get(jobId);
    },
    settled: async (jobId) => {
      await running.get(jobId)?.done;
      await settler.settled(jobId);
    },
    async stop() {
      for (const { controller } of running.values()) controller.abort(new Error(INTERRUPTED));
      await Promise.all([...running.values()].map(({ done }) => done));
      await settler.stop();
    },
  };
}

const brokenBy = (reason: string) =>
  ({
    status: "failed",
    rows: 0,
    bytes: 0,
    errorClass: "system",
    errorMessage: reason.slice(0, 2000),
    streams: [],
  }) as const;
