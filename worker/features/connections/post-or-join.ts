import type { Airbyte } from "./airbyte/airbyte.ts";
import { AirbyteError } from "./airbyte/airbyte-error.ts";
import type { DayRange } from "./airbyte/backfills.ts";
import type { Job } from "./airbyte/shapes.ts";

interface Obtained {
  readonly job: Job;
  readonly how: "posted" | "found running";
}

/** Starts the job of a run, or finds the one that Airbyte runs already. `range`: of a slice of a backfill; null: a sync. */
export async function postOrJoin(airbyte: Airbyte, connectionId: string, range: DayRange | null): Promise<Obtained> {
  const post = () => (range === null ? airbyte.startSync(connectionId) : slicesOf(airbyte).start(connectionId, range));
  try {
    return { job: await post(), how: "posted" };
  } catch (error) {
    if (!(error instanceof AirbyteError) || error.kind !== "conflict") throw error;
    const running = await airbyte.unfinishedSync(connectionId);
    if (!running)
      throw new AirbyteError("unreachable", `${error.message}; yet Airbyte lists no running job`, error.status);
    const found = (await airbyte.backfills?.rangeOf(running.jobId)) ?? null;
    if (found?.from === range?.from && found?.to === range?.to) return { job: running, how: "found running" };
    if (found === null)
      throw new AirbyteError("conflict", `Airbyte is busy with job ${running.jobId}, a sync that is not ours`);
    // A connection has one unfinished run, and this one is it: nobody waits for that slice any more.
    await airbyte.cancel(running.jobId);
    return { job: await post(), how: "posted" };
  }
}

function slicesOf({ backfills }: Airbyte) {
  if (backfills) return backfills;
  throw new AirbyteError("refused", "This Airbyte cannot be asked for days of the past; only the embedded one can.");
}
