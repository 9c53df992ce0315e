import { setTimeout as sleep } from "node:timers/promises";
import type { RunView } from "#contracts/operator.ts";
import { Progress } from "#contracts/runner.ts";
import { step } from "./progress.ts";
import type { WorkerApi } from "./worker-api.ts";

/** With nothing under way and no snapshot for this long, none will come. */
const quietMs = 120_000;
const tellMs = 30_000;

type Status = Awaited<ReturnType<WorkerApi["status"]>>;

/** What people call the connection of an id. */
export type NameOf = (connectionId: string) => string;

function describe(run: RunView, nameOf: NameOf): string {
  const rows = run.rows === null ? "" : `, ${run.rows.toLocaleString("en")} records`;
  return `${run.kind}${run.connection_id ? ` ${nameOf(run.connection_id)}` : ""}${rows}`;
}

function describeLoaded(tenantId: string, status: Status, nameOf: NameOf): string {
  const newest = new Map<string, string>();
  for (const run of status.runs)
    if (run.kind === "sync" && run.status === "succeeded" && !newest.has(run.connection_id!))
      newest.set(run.connection_id!, describe(run, nameOf));
  return `${tenantId}: ${[...newest.values()].join("; ")}; snapshot ${status.snapshot_id} of ${status.snapshot_generated_at}`;
}

/** What is under way, for whoever waits: `sync Meta of ours 42 s, transform build 53/106`. */
function describeWork(status: Status, nameOf: NameOf): string {
  const active = status.runs.filter((run) => run.status === "running" || run.status === "queued");
  return active
    .map((run) => {
      if (run.status === "queued") return `${describe(run, nameOf)} waits`;
      const progress = run.progress ? Progress.safeParse(JSON.parse(run.progress)).data : undefined;
      const done = progress ? `${progress.step} ${progress.done}/${progress.total ?? "?"}` : seconds(run.created_at);
      return `${describe(run, nameOf)} ${done}`;
    })
    .join(", ");
}

const seconds = (since: string) => `${Math.round((Date.now() - Date.parse(since)) / 1000)} s`;

/**
 * Waits until nothing is under way and a snapshot is there, however long a large world takes, and tells now and then how far it is.
 * Throws with the run's own reason when a run failed for good, or when nothing happens at all.
 */
async function waitForSnapshot(worker: WorkerApi, tenantId: string, nameOf: NameOf): Promise<string> {
  const began = new Date().toISOString();
  let quietSince = Date.now();
  let toldAt = Date.now();
  for (;;) {
    const status = await worker.status(tenantId).catch(() => null);
    if (status?.snapshot_id && status.active_runs === 0) return describeLoaded(tenantId, status, nameOf);
    if (status?.active_runs) quietSince = Date.now();
    const failed = status?.runs.find((run) => run.status === "failed" && run.created_at >= began);
    if (failed && status?.active_runs === 0)
      throw new Error(`${tenantId}: ${describe(failed, nameOf)} failed: ${failed.error}`);
    if (Date.now() - quietSince > quietMs) throw new Error(`${tenantId}: nothing has happened for ${quietMs / 1000} s`);
    if (status && Date.now() - toldAt > tellMs) {
      toldAt = Date.now();
      console.log(`  … ${tenantId}: ${describeWork(status, nameOf)}`);
    }
    await sleep(300);
  }
}

/**
 * Waits until each tenant has a snapshot of all its connections; where an earlier start was cut off before any came, everything is synced.
 * What an earlier start had loaded is served at once, while overdue syncs go on behind.
 */
export async function firstSnapshots(
  worker: WorkerApi,
  tenantIds: readonly string[],
  nameOf: NameOf,
): Promise<string[]> {
  const before = new Map(await Promise.all(tenantIds.map(async (id) => [id, await worker.status(id)] as const)));
  await worker.tick("* * * * *");
  return Promise.all(
    tenantIds.map(async (id) => {
      const status = before.get(id)!;
      if (status.snapshot_id !== null) return describeLoaded(id, status, nameOf);
      if (status.active_runs === 0) await worker.syncNow(id);
      return step(`sync, transform, publish: ${id}`, () => waitForSnapshot(worker, id, nameOf));
    }),
  );
}
