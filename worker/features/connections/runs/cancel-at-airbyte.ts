import { problem } from "../../../http/problem.ts";
import type { Airbyte } from "../airbyte/airbyte.ts";
import { AirbyteError } from "../airbyte/airbyte-error.ts";

/** Ends a job. One that Airbyte does not know is as good as ended; one that ended by itself is a conflict, since its result counts. */
export async function cancelAtAirbyte(airbyte: Airbyte, jobId: string): Promise<void> {
  try {
    await airbyte.cancel(jobId);
  } catch (error) {
    if (!(error instanceof AirbyteError)) throw error;
    if (error.kind === "missing") return;
    if (error.kind === "conflict")
      throw problem("conflict", "The sync has just ended by itself; its result is on its way.");
    throw problem("unavailable", { detail: "Airbyte did not take the cancellation. Try again soon.", cause: error });
  }
}
