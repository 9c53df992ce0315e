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

function describeLoaded(tenantId: string, status: Awaited<ReturnType<WorkerApi["status"]>>): string {
  const newest = new Map<string, string>();
  for (const run of status.runs)
    if (run.kind === "sync" && run.status === "succeeded" && !newest.has(run.connection_id!))
      newest.set(run.connection_id!, describe(run));
  return `${tenantId}: ${[...newest.values()].join("; ")}; snapshot ${status.snapshot_id} of ${status.snapshot_generated_at}`;
}

/** Waits until nothing is under way and a snapshot is there. Throws with the run's own reason when a run failed for good. */
async function waitForSnapshot(worker: WorkerApi, tenantId: string): Promise<string> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const status = await worker.status(tenantId).catch(() => null);
    if (status?.snapshot_id && status.active_runs === 0) {
      return describeLoaded(tenantId, status);
    }
    const failed = status?.runs.find((run) => run.status === "failed");
    if (failed && status?.active_runs === 0)
      throw new Error(`${tenantId}: ${describe(failed)} failed: ${failed.error}`);
    await sleep(300);
  }
  throw new Error(`${tenantId}: no snapshot within ${patienceMs / 1000} s`);
}

/** A tenant whose first load was finished by an earlier start need not be waited for. */
async function isLoaded(worker: WorkerApi, tenantId: string): Promise<boolean> {
  const status = await worker.status(tenantId);
  return status.snapshot_id !== null && status.active_runs === 0;
}

/**
 * Fires the minute tick, which starts every connection that was never synced or is overdue, and waits until each tenant has a
 * snapshot of all its connections. What an earlier start had loaded is served at once, while overdue syncs go on behind.
 */
export async function firstSnapshots(worker: WorkerApi, tenantIds: readonly string[]): Promise<string[]> {
  const loaded = new Map(await Promise.all(tenantIds.map(async (id) => [id, await isLoaded(worker, id)] as const)));
  await worker.tick("* * * * *");
  return Promise.all(
    tenantIds.map(async (id) => {
      if (loaded.get(id)) return describeLoaded(id, await worker.status(id));
      return step(`sync, transform, publish: ${id}`, () => waitForSnapshot(worker, id));
    }),
  );
}
