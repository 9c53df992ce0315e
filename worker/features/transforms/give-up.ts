import type { z } from "zod";
import type { FailureClass } from "#contracts/runner.ts";
import type { TenantStore } from "../../db/tenant-store.ts";
import type { LeaseRef } from "../../db/transforms.ts";
import { backoffMs } from "../../jobs/backoff.ts";
import type { Log } from "../../log.ts";

const firstRetryMs = 4_000;
const longestRetryMs = 120_000;

interface Ledger {
  readonly transforms: Pick<TenantStore["transforms"], "failForData" | "giveBack">;
  readonly log: Log;
}

/** Data that the model's tests refuse will be refused again, so that run has failed; anything else is worth another try. Undefined: the lease is lost. */
export async function giveUp(
  { transforms, log }: Ledger,
  lease: LeaseRef,
  attempt: number,
  errorClass: z.infer<typeof FailureClass>,
  reason: string,
): Promise<true | undefined> {
  if (errorClass === "data") {
    if (!(await transforms.failForData(lease, reason))) return undefined;
    log.error("transform-failed", { kind: errorClass, reason, attempt });
    return true;
  }
  const delayMs = backoffMs(attempt, firstRetryMs, longestRetryMs);
  const given = await transforms.giveBack(lease, { errorClass, reason, delayMs });
  if (!given) return undefined;
  const fields = { kind: errorClass, reason, attempt, status: given.status };
  if (given.status === "failed") log.error("transform-failed", fields);
  else log.warn("transform-given-back", fields);
  return true;
}
