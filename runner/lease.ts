import { type Log, messageOf } from "./log.ts";
import { backOffMs, pause } from "./retry.ts";
import { type Runner, runLease } from "./run-lease.ts";

interface Polling extends Runner {
  readonly runnerId: string;
  readonly pollMs: number;
}

/** Takes one transform after the other until told to stop. A Worker that does not answer is asked again and again, ever more slowly. */
export async function leaseForever(polling: Polling): Promise<void> {
  const { client, runnerId, pollMs, stop, log } = polling;
  const state = reachability(log);
  let misses = 0;
  while (!stop.aborted) {
    try {
      const lease = await client.lease(runnerId, stop);
      state.reached();
      misses = 0;
      if (lease) await runLease(polling, lease);
      else await pause(pollMs, stop);
    } catch (error) {
      if (stop.aborted) return;
      state.missed(error);
      await pause(pollMs + backOffMs(misses++, pollMs, 15_000), stop).catch(() => {});
    }
  }
}

/** Logs only when it changes. */
function reachability(log: Log) {
  let reachable: boolean | null = null;
  return {
    reached() {
      if (reachable !== true) log("info", "worker.reachable");
      reachable = true;
    },
    missed(error: unknown) {
      if (reachable !== false) log("warn", "worker.unreachable", { error: messageOf(error) });
      reachable = false;
    },
  };
}
