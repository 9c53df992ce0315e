import type { Lease, Progress } from "#contracts/runner.ts";
import { type Log, messageOf } from "./log.ts";
import { pause } from "./retry.ts";
import type { WorkerClient } from "./worker-client.ts";
import { LeaseLost } from "./worker-errors.ts";

const everyMs = 5_000;

/**
 * Tells the Worker how far the run is, until `signal` aborts. A beat that does not get through is left to the next one; once the lease is
 * lost, `onLost` is called and the beating ends.
 */
export async function beat(
  client: WorkerClient,
  lease: Lease,
  latest: () => Progress,
  onLost: (error: LeaseLost) => void,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let wasHeard = true;
  while (!signal.aborted) {
    try {
      await client.heartbeat(lease, latest(), signal);
      if (!wasHeard) log("info", "heartbeat.heard_again");
      wasHeard = true;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof LeaseLost) return onLost(error);
      if (wasHeard) log("warn", "heartbeat.unheard", { error: messageOf(error) });
      wasHeard = false;
    }
    await pause(everyMs, signal).catch(() => {});
  }
}
