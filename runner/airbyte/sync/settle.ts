import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "../log.ts";
import type { Services } from "../services.ts";
import { settleInDatabase } from "./landing.ts";
import { reportEnd } from "./report-end.ts";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

export interface Settler {
  /** Asks the database until it says whether this job's rows have landed. */
  add(jobId: number): void;
  /** Resolves when that is known; at once when nobody asks. */
  settled(jobId: number): Promise<void>;
  /** What is not known then is asked after the next start. */
  stop(): Promise<void>;
}

/** Until a landing is settled its job runs, so that no other sync of the connection reads the same again. */
export function createSettler(services: Services, onJobEnded: (jobId: number) => void): Settler {
  const { store, log } = services;
  const open = new Map<number, Promise<void>>();
  const stopping = new AbortController();

  const settle = async (jobId: number): Promise<void> => {
    for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
      const landing = store.landings.unfinished().find((each) => each.jobId === jobId)?.landing;
      if (!landing?.database) return;
      try {
        await settleInDatabase(services, jobId, landing, landing.database, stopping.signal);
        reportEnd(services, jobId);
        onJobEnded(jobId);
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log("warn", "landing.unsettled", { job_id: jobId, reason: messageOf(error) });
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
      if (stopping.signal.aborted) return;
    }
  };

  return {
    add(jobId) {
      if (!open.has(jobId))
        open.set(
          jobId,
          settle(jobId).finally(() => open.delete(jobId)),
        );
    },
    settled: (jobId) => open.get(jobId) ?? Promise.resolve(),
    async stop() {
      stopping.abort();
      await Promise.all(open.values());
    },
  };
}
