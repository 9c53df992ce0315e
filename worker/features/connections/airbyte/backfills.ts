import { z } from "zod";
import { Job } from "./shapes.ts";
import type { AirbyteRequest } from "./transport.ts";

/** Days `YYYY-MM-DD`, both counted. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const Ranged = z.object({ range: z.object({ from: z.string(), to: z.string() }).nullable().default(null) });

/** What only the embedded Airbyte can do: read days of the past again, apart from the state that syncs go on from. */
export function openBackfills(request: AirbyteRequest) {
  return {
    /** `AirbyteError` of kind `conflict` when a job of the connection runs, `refused` where its connector cannot be asked for days. */
    start: (connectionId: string, { from, to }: DayRange): Promise<Job> =>
      request({ method: "POST", path: "//embedded/v1/backfills", body: { connectionId, from, to }, answer: Job }),
    /** The days that a job reads; null: it is a sync. */
    async rangeOf(jobId: string): Promise<DayRange | null> {
      const path = `//embedded/v1/jobs/${encodeURIComponent(jobId)}/detail`;
      return (await request({ method: "GET", path, answer: Ranged })).range;
    },
  };
}
