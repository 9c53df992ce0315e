import type { Backfill } from "#contracts/backfills.ts";
import { toInstant } from "../../../clock.ts";
import type { FoundBackfill } from "../../../db/backfills.ts";
import { statusOf } from "../runs/run-view.ts";

export function backfillView({ slices, ...backfill }: FoundBackfill): Backfill {
  return {
    id: backfill.id,
    from: backfill.fromDay,
    to: backfill.toDay,
    status: backfill.status,
    reason: backfill.reason,
    slices: slices.map(({ slice, run }) => ({
      number: slice.number,
      from: slice.fromDay,
      to: slice.toDay,
      status: run ? statusOf[run.status] : "waiting",
      run_id: slice.runId,
      rows: run?.rows ?? null,
    })),
    created_at: toInstant(backfill.createdAt),
    ended_at: toInstant(backfill.endedAt),
  };
}
