import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { RunView } from "#contracts/operator.ts";
import { step } from "./progress.ts";
import type { WorkerApi } from "./worker-api.ts";

const patienceMs = 300_000;

function describe(run: z.output<typeof RunView>): string {
  const rows = run.rows === null ? "" : `, ${run.rows.toLocaleString("en")} records`;
  return `${run.kind}${run.connection_id ? ` ${run.connection_id}` : ""}${rows}`;
}

/** Waits for the tenant's snapshot. Throws with the run's own reason when a run failed for good and nothing else is under way. */
async function waitForSnapshot(worker: WorkerApi, tenantId: string): Promise<string> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const status = await worker.status(tenantId).catch(() => null);
    if (status?.snapshot_id) {
      const syncs = status.runs.filter((run) => run.kind === "sync" && run.status === "succeeded");
      return `${tenantId}: ${syncs.map(describe).join("; ")}; snapshot ${status.snapshot_id} of ${status.snapshot_generated_at}`;
    }
    const failed = status?.runs.find((run) => run.status === "failed");
    if (failed && status?.active_runs === 0)
      throw new Error(`${tenantId}: ${describe(failed)} failed: ${failed.error}`);
    await sleep(300);
  }
  throw new Error(`${tenantId}: no snapshot within ${patienceMs / 1000} s`);
}

/**
 * Fires the minute tick, which starts every connection that was never synced or is overdue, and waits until each tenant has a
 * snapshot. With snapshots from an earlier start this returns at once while the syncs go on behind.
 */
export async function firstSnapshots(worker: WorkerApi, tenantIds: readonly string[]): Promise<string[]> {
  await worker.tick("* * * * *");
  const unique = [...new Set(tenantIds)];
  return Promise.all(
    unique.map((tenantId) => step(`sync, transform, publish: ${tenantId}`, () => waitForSnapshot(worker, tenantId))),
  );
}
